// What of a config can be read, be the rest of it wrong: what concerns two of its values is checked in the same run as each by itself. Pure.

import { z } from 'zod'
import { text } from '../schema-parts.ts'

/** What has another form is passed over: the schema has complained of it. */
function readable<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined)
}

const word = readable(text)
const words = readable(z.union([text, z.array(word)])) // what is none keeps its place
const spellings = readable(z.record(z.string(), word))

export interface ReadableCondition {
  readonly sources?: string | readonly (string | undefined)[] | undefined
  readonly all?: readonly ReadableCondition[] | undefined
  readonly any?: readonly ReadableCondition[] | undefined
  readonly not?: ReadableCondition | undefined
}

const condition: z.ZodType<ReadableCondition> = z
  .object({
    sources: words,
    all: readable(z.lazy(() => z.array(condition))),
    any: readable(z.lazy(() => z.array(condition))),
    not: readable(z.lazy(() => condition)),
  })
  .catch({})

const source = z
  .object({
    id: word,
    type: word,
    path: word,
    clean: readable(z.object({ preset: words })),
    fields: readable(z.record(z.string(), z.unknown())),
    detail: readable(z.object({ fields: readable(z.record(z.string(), z.unknown())) })),
  })
  .catch({})

const config = z
  .object({
    schedule: word,
    sources: readable(z.array(source)),
    presets: readable(z.record(z.string(), z.unknown())),
    taxonomy: readable(z.object({ labels: spellings, aliases: spellings, slugs: spellings })),
    views: readable(z.array(z.object({ id: word, where: condition }).catch({ where: {} }))),
    publish: readable(z.object({ posts: readable(z.object({ dir: word })) })),
  })
  .catch({})

export type Readable = z.output<typeof config>

export function readableOf(raw: unknown): Readable {
  return config.parse(raw)
}
