// A term's form in paths: ASCII, [a-z0-9-]. Only a proposal: the store pins the first one and never asks again.

import type { Slug } from './taxonomy.ts'

const MAX_LENGTH = 80 // characters; leaves room for `-2` and an extension within every file system's 255 bytes
/** Lower-case letters, digits and single hyphens. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u
const WINDOWS_DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u
const ASCII_ONLY = /^\p{ASCII}*$/u

/**
 * Proposes a slug: Chinese by pinyin with its syllables joined, other scripts by any-ascii, every run of other signs one hyphen.
 * `21世纪经济报道  南财` is `21shijijingjibaodao-nancai`. Never empty: a label of signs alone becomes their name, else `term`.
 */
export async function proposeSlug(label: string): Promise<Slug> {
  const ascii = ASCII_ONLY.test(label) ? label : await romanize(label)
  const slug = hyphenate(ascii)
  if (slug === '') return 'term' as Slug
  return (isDeviceName(slug) ? `${slug}-term` : slug) as Slug
}

/** Windows knows no file of this name, whatever its extension. */
export function isDeviceName(slug: string): boolean {
  return WINDOWS_DEVICES.test(slug)
}

/** The first free one of `slug`, `slug-2`, `slug-3` … */
export function freeSlug(slug: Slug, taken: (slug: Slug) => boolean): Slug {
  let free = slug
  for (let n = 2; taken(free); n += 1) free = `${slug}-${n}` as Slug
  return free
}

function hyphenate(ascii: string): string {
  return ascii
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/gu, '')
}

/** Letters to ASCII letters; signs stay. Both packages are loaded at the first label that needs them (50 ms, 30 MB). */
async function romanize(label: string): Promise<string> {
  const [{ pinyin }, { default: anyAscii }] = await Promise.all([import('pinyin-pro'), import('any-ascii')])
  const romanized = label.replaceAll(/\p{Script=Han}+|[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const spelled = /^\p{Script=Han}/u.test(word) ? pinyin(word, { toneType: 'none', type: 'array', v: true }).join('') : word
    return anyAscii(spelled).replaceAll(/[^A-Za-z0-9]+/gu, '')
  })
  return hyphenate(romanized) === '' ? anyAscii(label) : romanized
}
