// The authors file of a posts source: authors by key, as Jekyll's _data/authors.yml has them. Pure.

import { z } from 'zod'
import type { Author } from '../model/article.ts'

const authorsSchema = z.record(
  z.string(),
  z.union([
    z.string().transform((name) => ({ name, email: undefined, url: undefined, uri: undefined })),
    z.object({ name: z.string().optional(), email: z.string().optional(), url: z.string().optional(), uri: z.string().optional() }),
  ]),
)

/** @throws when the file is not a mapping of authors; keys that are not ours are passed over */
export function parseAuthors(file: unknown): Readonly<Record<string, Author>> {
  const parsed = authorsSchema.safeParse(file ?? {})
  if (!parsed.success) throw new TypeError(`is not a mapping of authors by key: ${z.prettifyError(parsed.error)}`)
  const authors = Object.entries(parsed.data).map(([key, { name, email, url, uri }]): [string, Author] => [
    key,
    { name: name ?? key, email: email ?? null, url: url ?? uri ?? null },
  ])
  return Object.assign(Object.create(null), Object.fromEntries(authors)) as Record<string, Author>
}
