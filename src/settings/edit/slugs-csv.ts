// A CSV of an existing site's slugs. PURE.

import { FeedmillError } from '../../model/errors.ts'
import type { Slug } from '../../model/taxonomy.ts'

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u
const SLUG_HEADERS = new Set(['slug', 'path', 'address'])

/**
 * Two columns, a term and its slug, in either order where a header names one of them `slug`; without a header the slug is the second.
 *
 * @param file  its path, for errors
 * @returns     slug by term, in the file's order
 * @throws FeedmillError config.invalid with every bad row as `FILE:LINE: …`
 * @see RFC 4180
 */
export function parseSlugsCsv(text: string, file: string): ReadonlyMap<string, Slug> {
  const rows = rowsOf(text.replace(/^\uFEFF/u, '')).filter(({ cells }) => cells.some((cell) => cell !== ''))
  const header = rows[0]?.cells.findIndex((cell) => SLUG_HEADERS.has(cell.toLowerCase())) ?? -1
  const [slugAt, termAt] = header === 0 ? [0, 1] : [1, 0]
  const slugs = new Map<string, Slug>()
  const problems: string[] = []
  for (const { cells, line } of header === -1 ? rows : rows.slice(1)) {
    const [term = '', slug = ''] = [cells[termAt], cells[slugAt]]
    const known = slugs.get(term)
    if (term === '' || !SLUG.test(slug)) problems.push(`${file}:${line}: must be a term and its slug (lower-case letters, digits and single hyphens)`)
    else if (known !== undefined && known !== slug) problems.push(`${file}:${line}: "${term}" has the slug "${known}" already`)
    else slugs.set(term, slug as Slug)
  }
  if (problems.length > 0) throw new FeedmillError('config.invalid', file, `${problems.length === 1 ? '1 row is' : `${problems.length} rows are`} wrong\n${problems.join('\n')}`)
  return slugs
}

interface Row {
  readonly cells: readonly string[] // trimmed
  readonly line: number // of its beginning, from 1
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  let cells: string[] = []
  let [line, begin] = [1, 1]
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/gu)) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    line += (quoted?.match(/\n/gu)?.length ?? 0) + (end === ',' || end === '' ? 0 : 1)
    if (end === ',') continue
    rows.push({ cells, line: begin })
    cells = []
    begin = line
  }
  return rows
}
