// Authors out of whatever a document names them with: `a@b (Name)`, `Name <a@b>`, parts of their own, the same person twice.

import { resolveUrl } from '../../formats/urls.ts'
import type { Author } from '../../model/article.ts'
import type { ParsedPerson } from '../parse/parsed.ts'
import { plainString } from './content.ts'

const EMAIL = /[^\s()<>[\]@,;:"']{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}/u
const WEB_ADDRESS = /https?:\/\/[^\s()<>"']{1,500}/iu
export const MAX_AUTHORS = 50

/** Each person once, in the order given; nobody without a name, an address or a page. */
export function authorsOf(people: readonly ParsedPerson[], base: string | null): Author[] {
  const authors: Author[] = []
  if (people.length === 0) return authors
  for (const person of people.flatMap(eachPerson).slice(0, MAX_AUTHORS)) {
    const author = authorOf(person, base)
    if (author === null) continue
    const at = authors.findIndex((known) => isSame(known, author))
    const known = authors[at]
    if (known === undefined) authors.push(author)
    else authors[at] = merge(known, author)
  }
  return authors
}

/** Some name all authors in one text; commas part them only where each has an address, as `Lee, Ann` is one person. */
function eachPerson(person: ParsedPerson): ParsedPerson[] {
  if (person.text === null || person.text.indexOf('@') === person.text.lastIndexOf('@')) return [person]
  const parts = person.text.split(/[,;]/u)
  return parts.every((part) => part.includes('@')) ? parts.map((text) => ({ text, name: null, email: null, url: null })) : [person]
}

function authorOf(person: ParsedPerson, base: string | null): Author | null {
  const told = person.text === null ? readParts(person) : readPerson(person.text)
  const written = told.url === null ? null : resolveUrl(told.url, base)
  const email = emailIn(told.email) ?? (written?.startsWith('mailto:') === true ? emailIn(written) : null)
  const url = written?.startsWith('http') === true ? written : null
  const name = plainString(told.name) ?? email ?? url
  return name === null ? null : { name, email, url }
}

/** Some put the address beside the name. */
function readParts({ name, email, url }: ParsedPerson): { readonly name: string | null; readonly email: string | null; readonly url: string | null } {
  if (name === null || email !== null || !name.includes('@')) return { name, email, url }
  const told = readPerson(name)
  return { ...told, url: url ?? told.url }
}

/** Whatever the order and the brackets: the address is what looks like one, the name is what is left. */
function readPerson(text: string): { readonly name: string; readonly email: string | null; readonly url: string | null } {
  const email = text.includes('@') ? (EMAIL.exec(text)?.[0] ?? null) : null
  const url = text.includes('://') ? (WEB_ADDRESS.exec(text)?.[0] ?? null) : null
  if (email === null && url === null) return { name: text, email, url }
  const rest = text.replace(/(@[^\s?@<>()]*)\?[^\s<>()]*/u, '$1').replace(email ?? '', ' ').replace(url ?? '', ' ').replace(/mailto:/iu, ' ')
  const name = rest.replaceAll(/[()<>[\]]/gu, ' ').replaceAll(/\s+/gu, ' ').trim().replaceAll(/^[\s"',;:|-]+|[\s"',;:|-]+$/gu, '')
  return { name, email, url }
}

function emailIn(text: string | null): string | null {
  return text === null ? null : (EMAIL.exec(text.replace(/^mailto:/iu, ''))?.[0] ?? null)
}

/** One person: the same name or address, or a name beside an address without one (`author` and `dc:creator` of one item). */
function isSame(one: Author, other: Author): boolean {
  if (one.email !== null && one.email.toLowerCase() === other.email?.toLowerCase()) return true
  if (one.name.toLowerCase() === other.name.toLowerCase()) return one.email === null || other.email === null
  return (isNameless(one) && other.email === null) || (isNameless(other) && one.email === null)
}

function isNameless({ name, email }: Author): boolean {
  return email !== null && name === email
}

function merge(one: Author, other: Author): Author {
  return { name: isNameless(one) ? other.name : one.name, email: one.email ?? other.email, url: one.url ?? other.url }
}
