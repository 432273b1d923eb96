// What a source's `extract`, `clean` and `identity` come to: its own rules first, then those of the presets it names. Pure.

import type { CleanRule, ExtractRule, Refining } from '../../model/source.ts'
import { type Preset, PRESETS } from './presets.ts'
import type { CleanConfig, Config, ExtractConfig } from '../schema.ts'

export type Presets = NonNullable<Config['presets']>

interface RefiningConfig {
  readonly extract?: ExtractConfig | undefined
  readonly clean?: CleanConfig | undefined
  readonly identity?: { readonly match: string } | undefined
}

/** @returns null where a source asks for nothing of the kind */
export function buildRefining({ extract, clean, identity }: RefiningConfig, presets: Presets): Refining | null {
  if (extract === undefined && clean === undefined && identity === undefined) return null
  const all = [{ extract, clean }, ...presetNames(clean).flatMap((name) => presetOf(name, presets) ?? [])]
  return {
    extract: all.flatMap((rules) => buildExtract(rules.extract ?? {})),
    clean: all.flatMap((rules) => buildClean(rules.clean ?? {})),
    indents: all.some((rules) => rules.clean?.indents === true),
    identity: identity?.match ?? null,
  }
}

function presetNames(clean: CleanConfig | undefined): readonly string[] {
  const names = clean?.preset ?? []
  return typeof names === 'string' ? [names] : names
}

/** The operator's preset goes before ours of the same name. */
function presetOf(name: string, presets: Presets): Partial<Preset> | undefined {
  if (Object.hasOwn(presets, name)) return presets[name] as Partial<Preset>
  return Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined
}

export function knownPresets(presets: object): string[] {
  return [...new Set([...Object.keys(presets), ...Object.keys(PRESETS)])]
}

function buildExtract(extract: ExtractConfig): ExtractRule[] {
  return Object.entries(extract).map(([field, { select, attr, match, remove, scheme }]) => ({
    field,
    scheme: scheme ?? null,
    select: select ?? null,
    attribute: attr ?? null,
    match: match ?? null,
    remove: remove ?? false,
  }))
}

function buildClean({ remove = [], removeText = [], unwrap = [] }: CleanConfig): CleanRule[] {
  return [
    ...remove.map((select) => ({ select, match: null, keepInside: false })),
    ...unwrap.map((select) => ({ select, match: null, keepInside: true })),
    ...removeText.map((match) => ({ select: null, match, keepInside: false })),
  ]
}
