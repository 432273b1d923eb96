// A guess at the encoding of bytes that nobody declared rightly, by how often letters follow each other (the package `chardet`).
// Only ever asked last; its answer is a guess and is noted as one.

import { createRequire } from 'node:module'
import { encodingsOfLanguage } from './languages.ts'

const SAMPLE = 600 // bytes that are looked at: more cost time and tell little
const SURE = 40 // of chardet's 100: below that, short texts look like anything
const SURE_OF_LETTERS = 50 // of 100: an alphabet found by its letters is no chance, while many bytes look like Korean or Chinese
const WESTERN = 12 // less than one letter in twelve beyond ASCII: no other alphabet, and no language of Eastern Europe either
const LEAD = 15 // of chardet's 100: Western languages are told apart by little

/** Alphabets that share their letters with windows-1252, which is what such bytes nearly always are. */
const LATIN = /^(?:iso-8859-(?:1|2|9)|windows-125[02478])$/u

/** One byte a letter, and letters of their own. */
const ALPHABETS = /^(?:koi8-r|windows-125[136]|iso-8859-[5678])$/u

/**
 * Encodings by their WHATWG labels, the likeliest first; windows-1252 is always among them and reads anything. Letters that are found to be
 * of one of the language's encodings win, then the language, then what the bytes look like.
 */
export function detectEncodings(bytes: Uint8Array): string[] {
  const ofLanguage = encodingsOfLanguage(bytes)
  const byLetters = matchesOf(sampleOf(bytes))
  const agreed = ofLanguage.length > 1 ? byLetters.filter((label) => ofLanguage.includes(label)) : []
  const unsaid = ofLanguage.length === 0 && hasNoWestern(bytes) ? ['windows-1250'] : []
  return [...agreed, ...ofLanguage, ...byLetters, ...unsaid, 'windows-1252']
}

/** What chardet makes of a sample, surer matches first; nothing where there are too few letters beyond ASCII to tell. */
function matchesOf(sample: Uint8Array): string[] {
  if (beyondAscii(sample) < sample.length / WESTERN) return []
  const matches = analyse(sample).map(({ name, confidence }) => ({ label: name.toLowerCase(), confidence }))
  const western = matches.find(({ label }) => label === 'iso-8859-1' || label === 'windows-1252')?.confidence ?? 0
  const likely = matches.filter(({ label, confidence }) => (LATIN.test(label) ? confidence >= western + LEAD : confidence >= SURE))
  const byLetters = likely.filter(({ label, confidence }) => ALPHABETS.test(label) && confidence >= SURE_OF_LETTERS)
  return [...byLetters, ...likely].map(({ label }) => LOGICAL.get(label) ?? label)
}

function beyondAscii(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte > 0x7f) count += 1
  return count
}

/** Bytes that windows-1252 leaves empty, and where windows-1250 has letters of Czech, Slovak and Polish: Ť, Ź, ť. */
function hasNoWestern(bytes: Uint8Array): boolean {
  return [0x8d, 0x8f, 0x9d].some((byte) => bytes.includes(byte))
}

/** chardet names the alphabet; on the web Hebrew is written in logical order, and Chinese in all of GB 18030. */
const LOGICAL: ReadonlyMap<string, string> = new Map([['iso-8859-8', 'windows-1255']])

type Analyse = (bytes: Uint8Array) => readonly { readonly name: string; readonly confidence: number }[]

let loaded: Analyse | null = null

/** Loaded when first needed: its tables cost more than reading a feed does. */
function analyse(bytes: Uint8Array): ReturnType<Analyse> {
  loaded ??= (createRequire(import.meta.url)('chardet') as { readonly analyse: Analyse }).analyse
  return loaded(bytes)
}

/** Bytes between tags, from the first one beyond ASCII on: English names of elements are no sign of the language. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(SAMPLE)
  let length = 0
  let inTag = false
  for (let at = firstBeyondAscii(bytes); at < bytes.length && length < SAMPLE; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x3c) inTag = true
    if (!inTag) sample[length++] = byte
    if (byte === 0x3e) inTag = false
  }
  return sample.subarray(0, length)
}

function firstBeyondAscii(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) > 0x7f) return at
  return 0
}
