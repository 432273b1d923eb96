// PURE. Which articles a view holds. What needs an article's text or language is looked at once, when it is saved, and kept as `hits`;
// the rest is decided by what places an article anyway.

import { hash } from 'node:crypto'
import { htmlToText } from '../formats/html.ts'
import { foldForWords, hasWord } from '../formats/text/words.ts'
import type { Article } from '../model/article.ts'
import type { Condition } from '../model/feed.ts'
import type { TermKind } from '../model/taxonomy.ts'
import type { Placed } from './rows.ts'
import { type Story, termsOf } from './stories.ts'
import type { Arrival } from './store.ts'

/** The text of an article that views look for words in. */
export type TextOf = (arrival: Arrival) => string

/** A condition on an article's own text or language, by a short name of what it asks. */
type OwnCondition = Extract<Condition, { readonly kind: 'words' | 'languages' }>

/** Title, summary and content. */
export function textOfArticle({ article: { title, summary, contentHtml } }: Pick<Arrival, 'article'>): string {
  return [title ?? '', summary ?? '', htmlToText(contentHtml)].join('\n')
}

/** Every condition on texts and languages in some views, by its name. */
export function ownConditions(conditions: readonly Condition[]): ReadonlyMap<string, OwnCondition> {
  const found = new Map<string, OwnCondition>()
  const open = [...conditions]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'all' || next.kind === 'any') open.push(...next.of)
    else if (next.kind === 'not') open.push(next.of)
    else if (next.kind === 'words' || next.kind === 'languages') found.set(nameOf(next), next)
  }
  return found
}

const names = new WeakMap<OwnCondition, string>()

function nameOf(condition: OwnCondition): string {
  const name = names.get(condition) ?? hash('sha256', JSON.stringify(condition), 'base64url').slice(0, 11)
  names.set(condition, name)
  return name
}

/** The names of those that an article fulfils. */
export function hitsOf(arrival: Arrival, conditions: ReadonlyMap<string, OwnCondition>, textOf: TextOf): string[] {
  let folded: string | null = null
  const has = (word: string): boolean => hasWord((folded ??= foldForWords(textOf(arrival))), foldForWords(word))
  const fits = (condition: OwnCondition): boolean => (condition.kind === 'words' ? condition.words.some(has) : speaksOne(arrival.article, condition.languages))
  return [...conditions].filter(([, condition]) => fits(condition)).map(([name]) => name)
}

function speaksOne({ language }: Article, wanted: readonly string[]): boolean {
  const spoken = language?.toLowerCase()
  return spoken !== undefined && wanted.some((tag) => spoken === tag.toLowerCase() || spoken.startsWith(`${tag.toLowerCase()}-`))
}

/** The feeds of a term, by any of its keys or its slug. */
export type TermFeeds = (kind: TermKind, key: string) => ReadonlySet<number>

/** The article of a story that stands in a view; null where none fits. */
export function chosenFor(where: Condition, story: Story, feedsOf: TermFeeds): Placed | null {
  const terms = termsOf(story)
  return story.find((article) => fits(where, article, terms, feedsOf)) ?? null
}

function fits(where: Condition, article: Placed, terms: readonly number[], feedsOf: TermFeeds): boolean {
  switch (where.kind) {
    case 'all':
      return where.of.every((part) => fits(part, article, terms, feedsOf))
    case 'any':
      return where.of.some((part) => fits(part, article, terms, feedsOf))
    case 'not':
      return !fits(where.of, article, terms, feedsOf)
    case 'sources':
      return where.ids.includes(article.sourceId)
    case 'terms':
      return where.keys.some((key) => terms.some((term) => feedsOf(where.of, key).has(term)))
    default:
      return article.hits.includes(nameOf(where))
  }
}
