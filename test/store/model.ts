// A store of plain maps that works everything out from scratch after each step: slow, and easy to see right. Property tests hold
// the real ones to it. It knows articles, stories, feeds and the list of feeds to rewrite; nothing else.
import type { Article, ArticleId } from '../../src/model/article.ts'
import { ALL, type FeedKey, sourceFeed } from '../../src/model/feed.ts'
import { termKey } from '../../src/model/taxonomy.ts'

interface Kept {
  readonly article: Article
  readonly firstSeenAt: number
  readonly revisedAt: number | null
  readonly sortAt: number
}

export type Entry = readonly [id: ArticleId, sortAt: number, alsoIn: readonly string[], terms: readonly string[]]

export class Model {
  readonly kept = new Map<ArticleId, Kept>()
  readonly retired = new Set<string>()
  readonly toWrite = new Set<string>()

  save(sourceId: string, articles: readonly Article[], removed: readonly ArticleId[], seenAt: number): void {
    this.#step(() => this.retired.delete(sourceId))
    this.#step(() => {
      for (const id of removed) if (!articles.some((article) => article.id === id)) this.kept.delete(id)
      const seen = new Set<ArticleId>()
      for (const [position, article] of articles.entries()) {
        if (!seen.has(article.id)) this.#keep(article, seenAt, position)
        seen.add(article.id)
      }
    })
  }

  retireExcept(ids: readonly string[]): void {
    for (const sourceId of new Set([...this.kept.values()].map(({ article }) => article.sourceId).sort())) {
      this.#step(() => (ids.includes(sourceId) ? this.retired.delete(sourceId) : this.retired.add(sourceId)))
    }
  }

  /** Every feed that holds an entry, by name. */
  feeds(): Map<string, Entry[]> {
    const feeds = new Map<string, Entry[]>()
    for (const story of this.stories()) {
      for (const member of story) {
        const own = nameOf(sourceFeed(member.article.sourceId))
        feeds.set(own, [...(feeds.get(own) ?? []), entryOf(member, story)])
      }
      const [lead] = story
      if (lead === undefined) continue
      const whole = { sourceId: lead.article.sourceId, categories: story.flatMap(({ article }) => article.categories), tags: story.flatMap(({ article }) => article.tags) }
      for (const name of [ALL, ...termFeeds('category', whole), ...termFeeds('tag', whole)].map(nameOf)) feeds.set(name, [...(feeds.get(name) ?? []), entryOf(lead, story)])
    }
    for (const entries of feeds.values()) entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return feeds
  }

  stories(): Kept[][] {
    const shown = [...this.kept.values()].filter(({ article }) => !this.retired.has(article.sourceId)).sort(byFirstSeen)
    const ties = (a: Kept, b: Kept): boolean => keysOf(a).some((key) => keysOf(b).includes(key) && isUnambiguous(shown.filter((one) => keysOf(one).includes(key))))
    let stories: Kept[][] = []
    for (const [at, article] of shown.entries()) {
      stories.push([article])
      for (const earlier of shown.slice(0, at).filter((other) => ties(other, article))) {
        const [first, second] = [earlier, article].map((one) => stories.find((story) => story.includes(one)) ?? [])
        if (first === undefined || second === undefined || first === second || !isUnambiguous([...first, ...second])) continue
        stories = [...stories.filter((story) => story !== first && story !== second), [...first, ...second]]
      }
    }
    return stories.map((story) => story.sort(byFirstSeen))
  }

  #keep(article: Article, seenAt: number, position: number): void {
    const { publishedAt } = article
    const old = this.kept.get(article.id)
    if (old?.article.revision === article.revision) return
    const isClaimed = publishedAt !== null && publishedAt <= seenAt
    const firstSeenAt = old?.firstSeenAt ?? seenAt
    const undated = old === undefined ? seenAt - position : firstSeenAt
    const sortAt = old?.article.publishedAt === publishedAt && old !== undefined ? old.sortAt : isClaimed ? publishedAt : undated
    this.kept.set(article.id, { article, firstSeenAt, revisedAt: old === undefined ? null : seenAt, sortAt })
  }

  /** A feed is to be rewritten when anything in it looks different after the step. */
  #step(change: () => unknown): void {
    const before = this.#look()
    change()
    const after = this.#look()
    for (const name of new Set([...before.keys(), ...after.keys()])) if (before.get(name) !== after.get(name)) this.toWrite.add(name)
  }

  #look(): Map<string, string> {
    const look = ([id, ...rest]: Entry): unknown => [id, this.kept.get(id)?.article.revision, this.kept.get(id)?.revisedAt, ...rest]
    return new Map([...this.feeds()].map(([name, entries]) => [name, JSON.stringify(entries.map(look))]))
  }
}

export function nameOf({ kind, of }: FeedKey): string {
  return `${kind}/${of}`
}

function entryOf(member: Kept, story: readonly Kept[]): Entry {
  const terms = (['categories', 'tags'] as const).flatMap((kind) => story.flatMap(({ article }) => article[kind].map(({ label }) => `${kind} ${termKey(label)}`)))
  return [member.article.id, member.sortAt, story.filter((other) => other !== member).map(({ article }) => article.sourceId), [...new Set(terms)]]
}

function keysOf({ article }: Kept): string[] {
  return [...(article.url === null ? [] : [`url ${article.url}`]), ...(article.guid.startsWith('tag:') ? [`guid ${article.guid}`] : [])]
}

function isUnambiguous(articles: readonly Kept[]): boolean {
  return new Set(articles.map(({ article }) => article.sourceId)).size === articles.length
}

function byFirstSeen(a: Kept, b: Kept): number {
  return a.firstSeenAt - b.firstSeenAt || (a.article.id < b.article.id ? -1 : 1)
}

function termFeeds(kind: 'category' | 'tag', { categories, tags }: Pick<Article, 'categories' | 'tags'>): FeedKey[] {
  const terms = kind === 'category' ? categories : tags
  return [...new Set(terms.map(({ label }) => termKey(label)))].map((of) => ({ kind, of }))
}
