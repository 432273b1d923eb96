// Page templates: which there are, which variables each is given, and what is wrong with one. Mustache: no logic, no code, every value
// escaped but for those that are HTML already. docs/templates.md explains each variable; a test holds it to these lists. Pure.

import Mustache from 'mustache'
import { controlFault } from './expressions.ts'

/** Template by name, without its extension; `style` is the style sheet. Empty: the built-in pages. */
export type Templates = Readonly<Record<string, string>>

const COMMON = ['site', 'title', 'url', 'description', 'language', 'words', 'home', 'everythingUrl']
const LINK = ['url', 'title', 'name', 'more']

/** What each is given, by name; those inside a list or an object stand beside it. */
export const TEMPLATE_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  page: [...COMMON, 'title', 'description', 'url', 'policy', 'style', 'script', 'alternates', 'name', 'mediaType', 'links', 'rel', 'main'],
  moved: [...COMMON, 'alternates', 'name', 'mediaType'],
  directory: [
    ...COMMON, 'title', 'description', 'feeds', 'stories', 'changed', 'instant', 'day', 'everything', 'alternates', 'mediaType', 'address', 'opmlUrl',
    'allOpmlUrl', 'hasGroups', 'groups', 'id', 'count', 'number', 'forms', 'heading', ...LINK,
  ],
  feed: [
    ...COMMON, 'kind', 'isArchive', 'title', 'description', 'stories', 'changed', 'instant', 'day', 'alternates', 'mediaType', 'address', 'opmlUrl', 'heading',
    'days', 'date', 'parts', 'part', 'text', 'isNumber', 'html', 'pages', 'olderUrl', 'newerUrl', 'name', 'url',
  ],
  story: [
    ...COMMON, 'isTitled', 'language', 'time', 'clock', 'instant', 'day', 'source', 'authors', 'alsoIn', 'via', 'linksTo', 'host', 'updated', 'commentsUrl',
    'excerpt', 'isCut', 'whole', 'folded', 'imageUrl', 'rights', 'attachments', 'label', 'isSound', 'soundUrl', 'facts', 'fact', 'hasTerms', 'categories', 'tags', ...LINK,
  ],
}

/** One thing wrong, and where it begins. */
export interface TemplateFault {
  readonly line: number // from 1, as the column
  readonly column: number
  readonly message: string
}

/** @param templates  all of the folder; a name that is none of ours is a part for others to include */
export function templateFaults(name: string, templates: Templates): TemplateFault[] {
  const text = templates[name] ?? ''
  const control = controlFault(text)
  if (control !== null) return [{ ...placeOf(text, control.at), message: control.message }]
  if (name === 'style') return /<\/style/iu.test(text) ? [{ ...placeOf(text, text.search(/<\/style/iu)), message: 'would end the style sheet here' }] : []
  const known = new Set(TEMPLATE_VARIABLES[name] ?? Object.values(TEMPLATE_VARIABLES).flat())
  const isKnown = (value: string): boolean =>
    value === '.' || (value.startsWith('words.') ? value.length > 'words.'.length : value.split('.').every((part) => known.has(part)))
  const at = (offset: number, message: string): TemplateFault => ({ ...placeOf(text, offset), message })
  try {
    return tagsOf(Mustache.parse(text) as Token[]).flatMap(([kind, value, start]) => {
      if (kind === '>') return includeFault(name, value, templates).map((message) => at(start, message))
      return isKnown(value) ? [] : [at(start, `{{${value}}} is nothing that ${name} is given`)]
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [at(Number(/ at (\d+)$/u.exec(message)?.[1] ?? 0), `is not a template: ${message.replace(/ at \d+$/u, '').toLowerCase()}`)]
  }
}

/** A part that includes itself would never end. */
function includeFault(from: string, included: string, templates: Templates): string[] {
  if (templates[included] === undefined && !BUILT_IN_PARTS.has(included)) return [`{{> ${included}}} is there neither here nor among the built-in parts`]
  const reached = new Set([included])
  for (const part of reached) for (const next of includesOf(templates[part] ?? '')) reached.add(next)
  return reached.has(from) ? [`{{> ${included}}} leads back to ${from}`] : []
}

/** Parts that the built-in templates share, and that others may include. */
const BUILT_IN_PARTS: ReadonlySet<string> = new Set(['subscribe', 'text'])

function includesOf(text: string): string[] {
  try {
    return tagsOf(Mustache.parse(text) as Token[]).flatMap(([kind, value]) => (kind === '>' ? [value] : []))
  } catch {
    return [] // it is complained of where it is checked itself
  }
}

/** Mustache's tokens: kind, value, where it begins and ends, what is inside a section. */
type Token = readonly [kind: string, value: string, start: number, end: number, inside?: unknown]

function tagsOf(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    if (token[0] === 'text' || token[0] === '!' || token[0] === '=') return []
    return token[0] === '#' || token[0] === '^' ? [token, ...tagsOf(token[4] as Token[])] : [token]
  })
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
