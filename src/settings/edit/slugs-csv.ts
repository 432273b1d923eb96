// A CSV of an existing site's slugs. PURE.

import { FeedmillError } from '../../model/errors.ts'
import { isDeviceName, SLUG } from '../../model/slug.ts'
import type { Slug } from '../../model/taxonomy.ts'

const SLUG_HEADERS = new Set(['slug', 'path', 'address'])

/**
 * Two columns, a term and its slug, in either order where a header names one of them `slug`; without a header the slug is the second.
 * A third one is refused: it may be half of a term, or the column that was meant.
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
  if (header !== -1 && rows[0] !== undefined && isTooWide(rows[0])) throw new FeedmillError('config.invalid', `${file}:${rows[0].line}`, 'has more than two columns; leave a term and its slug')
  for (const row of header === -1 ? rows : rows.slice(1)) {
    const { cells, line } = row
    const [term = '', slug = ''] = [cells[termAt], cells[slugAt]]
    const known = slugs.get(term)
    if (isTooWide(row)) problems.push(`${file}:${line}: has more than two columns; a term with a comma stands in quotes`)
    else if (row.isTorn) problems.push(`${file}:${line}: has a quote that does not enclose a whole column`)
    else if (term === '' || !SLUG.test(slug)) problems.push(`${file}:${line}: must be a term and its slug (lower-case letters, digits and single hyphens)`)
    else if (isDeviceName(slug)) problems.push(`${file}:${line}: "${slug}" is the name of a device on Windows, where no file can be called so; give "${term}" another slug`)
    else if (known !== undefined && known !== slug) problems.push(`${file}:${line}: "${term}" has the slug "${known}" already`)
    else slugs.set(term, slug as Slug)
  }
  if (problems.length > 0) throw new FeedmillError('config.invalid', file, `${problems.length === 1 ? '1 row is' : `${problems.length} rows are`} wrong\n${problems.join('\n')}`)
  return slugs
}

interface Row {
  readonly cells: readonly string[] // trimmed
  readonly line: number // of its beginning, from 1
  readonly isTorn: boolean // a column begins with a quote that ends elsewhere, or nowhere
}

function isTooWide({ cells }: Row): boolean {
  return cells.slice(2).some((cell) => cell !== '')
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  let cells: string[] = []
  let [line, begin, isTorn] = [1, 1, false]
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/gu)) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    line += (quoted?.match(/\n/gu)?.length ?? 0) + (end === ',' || end === '' ? 0 : 1)
    isTorn ||= quoted === undefined && plain.trimStart().startsWith('"')
    if (end === ',') continue
    rows.push({ cells, line: begin, isTorn })
    cells = []
    isTorn = false
    begin = line
  }
  return rows
}
