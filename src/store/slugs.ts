// PURE. Which term lives at which address when the operator fixes slugs. A pinned slug moves only when somebody fixed it.

import { freeSlug } from '../model/slug.ts'
import type { Slug, TermKey } from '../model/taxonomy.ts'

/** A term's addresses; `slug` is null for a new term whose fixed slug another one still holds. */
export interface Pin {
  readonly n: number
  readonly key: TermKey
  readonly slug: Slug | null
  readonly formerSlugs: readonly Slug[]
}

/**
 * Settles the addresses of all terms of one kind: a fixed slug goes to the term it is fixed for, whoever held it takes the next
 * free one, everybody else stays. Who moves keeps the old address as a former one unless it has a new owner.
 *
 * @param pins   in the order they were pinned; the earlier of two terms with the same fixed slug gets it
 * @returns      only the pins that changed
 */
export function settleSlugs(pins: readonly Pin[], fixed: ReadonlyMap<TermKey, Slug>): Pin[] {
  const owners = ownersOf(pins, fixed)
  const slugOf = new Map([...owners].map(([slug, pin]) => [pin, slug]))
  return pins
    .map((pin) => settledPin(pin, slugOf.get(pin) ?? null, owners))
    .filter((pin, at) => pin.slug !== pins[at]?.slug || pin.formerSlugs.length !== pins[at]?.formerSlugs.length)
}

function ownersOf(pins: readonly Pin[], fixed: ReadonlyMap<TermKey, Slug>): Map<Slug, Pin> {
  const owners = new Map<Slug, Pin>()
  const settled = new Set<Pin>()
  const settle = (pin: Pin, slug: Slug | null | undefined): void => {
    if (settled.has(pin) || slug === null || slug === undefined || owners.has(slug)) return
    owners.set(slug, pin)
    settled.add(pin)
  }
  for (const pin of pins) settle(pin, fixed.get(pin.key))
  for (const pin of pins) settle(pin, pin.slug)
  const former = new Set(pins.flatMap(({ formerSlugs }) => formerSlugs))
  for (const pin of pins.filter((one) => !settled.has(one))) {
    const wished = fixed.get(pin.key) ?? pin.slug ?? ('term' as Slug)
    settle(pin, freeSlug(wished, (slug) => owners.has(slug) || former.has(slug)))
  }
  return owners
}

function settledPin(pin: Pin, slug: Slug | null, owners: ReadonlyMap<Slug, Pin>): Pin {
  const left = pin.slug === null || pin.slug === slug ? pin.formerSlugs : [...pin.formerSlugs, pin.slug]
  return { ...pin, slug, formerSlugs: left.filter((former) => !owners.has(former)) }
}
