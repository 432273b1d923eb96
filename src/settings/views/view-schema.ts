// The shape of `views` in the config: a feed of the operator's own and the conditions that its articles fulfil.

import { z } from 'zod'
import { SECOND } from '../../model/clock.ts'
import { duration, slug, text } from '../schema-parts.ts'

const MAX_WORD = 200 // characters: looking for a word costs its length

function listOf(one: z.ZodString) {
  return z.union([one, z.array(one).min(1, 'must name at least one')], 'must be a text or a list of texts').optional()
}

export interface ConditionConfig {
  readonly sources?: Texts | undefined
  readonly categories?: Texts | undefined
  readonly tags?: Texts | undefined
  readonly words?: Texts | undefined
  readonly languages?: Texts | undefined
  readonly all?: readonly ConditionConfig[] | undefined
  readonly any?: readonly ConditionConfig[] | undefined
  readonly not?: ConditionConfig | undefined
}
type Texts = string | readonly string[]

const conditions = z.lazy((): z.ZodType<readonly ConditionConfig[]> => z.array(condition).min(1, 'must hold at least one condition')).optional()

const condition: z.ZodType<ConditionConfig> = z
  .strictObject({
    sources: listOf(text).describe('Ids of sources.'),
    categories: listOf(text).describe('Categories of its story, by what people see.'),
    tags: listOf(text).describe('Tags of its story, by what people see.'),
    words: listOf(text.max(MAX_WORD, `must have ${MAX_WORD} characters at most`)).describe('Words, or several in a row, in title, summary or text.'),
    languages: listOf(text).describe('BCP 47; zh is zh-CN too.'),
    all: conditions.describe('Each of these.'),
    any: conditions.describe('One of these at least.'),
    not: z.lazy(() => condition).optional().describe('What must not fit.'),
  })
  .refine((parts) => Object.values(parts).some((part) => part !== undefined), 'must say something, like { tags: [sqlite] } or { any: [{ tags: [sqlite] }, { words: [query planner] }] }')
  .meta({ id: 'condition', description: 'All that is named must fit; of a list one is enough.' })

export const viewSchema = z.strictObject({
  id: slug.describe('Unique name; its feed is view/ID.'),
  title: text.describe('As readers see it.'),
  description: z.string().optional(),
  where: condition,
  age: duration(SECOND, 'of at least 1s')
    .optional()
    .describe('How far it goes back from the newest article of the site; such a view has no archive.'),
})

export type ViewConfig = z.output<typeof viewSchema>
