// What every Store must do, whatever database stands behind it. The tests of each run this suite on a real one.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'vitest'
import type { Article, ArticleId } from '../../src/model/article.ts'
import { articleId, likenessOf } from '../../src/model/identity.ts'
import type { WrittenDocument } from '../../src/model/document.ts'
import { ALL, type FeedKey, sourceFeed } from '../../src/model/feed.ts'
import { NO_TAXONOMY, type Slug, type Taxonomy, termKey, type TermKind } from '../../src/model/taxonomy.ts'
import { type FileRecord, MOVES, type Store } from '../../src/store/store.ts'
import { arrival, article, batch, bytes, NOON, source, state } from './samples.ts'

export interface Opened {
  readonly store: Store
  readonly discard: () => Promise<void>
}

const category = (label: string): FeedKey => ({ kind: 'category', of: termKey(label) })
const tag = (label: string): FeedKey => ({ kind: 'tag', of: termKey(label) })
const names = (keys: readonly FeedKey[]): string[] => keys.map(({ kind, of }) => `${kind}/${of}`).sort()
const slugs = (fixed: Record<string, string>): Taxonomy => ({
  ...NO_TAXONOMY,
  slugs: new Map(Object.entries(fixed).map(([label, slug]) => [termKey(label), slug as Slug])),
})

const movesIn = async (store: Store): Promise<readonly unknown[]> => JSON.parse((await store.loadSetting(MOVES)) ?? '[]') as readonly unknown[]
const aliases = (merged: Record<string, string>): Taxonomy => ({ ...NO_TAXONOMY, aliases: new Map(Object.entries(merged).map(([from, to]) => [termKey(from), to])) })

/** Articles of the first milliseconds of 1970. */
function dated(count: number): Article[] {
  return Array.from({ length: count }, (_, n) => article('wire', `g${n}`, { publishedAt: n }))
}

/** @param open  makes an empty store */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`a store on ${name}`, () => {
    let opened: Opened
    let store: Store

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(async () => opened.discard())

    const guidsIn = async (key: FeedKey): Promise<string[]> => {
      const refs = await store.loadPage(key, 100)
      const entries = await store.loadEntries(refs.map(({ articleId }) => articleId))
      return refs.map(({ articleId }) => entries.get(articleId)?.stored.article.guid ?? '?')
    }
    const entryOf = async ({ id }: Article) => {
      const entry = (await store.loadEntries([id])).get(id)
      assert.ok(entry, 'the article is stored')
      return entry
    }
    const entryStamp = async ({ id, sourceId }: Article): Promise<string | undefined> =>
      (await store.loadPage(sourceFeed(sourceId), 100)).find(({ articleId }) => articleId === id)?.stamp
    const stampsOf = (articles: readonly Article[]): Promise<(string | undefined)[]> => Promise.all(articles.map(entryStamp))
    const countListed = async (list: string, id = 'wire'): Promise<number> => (await store.loadListing(source(id), list)).size
    /** The feeds that one step puts on the list. */
    const touchedBy = async (step: () => Promise<unknown>): Promise<string[]> => {
      await store.clearFeedsToWrite(await store.loadFeedsToWrite())
      await step()
      return names(await store.loadFeedsToWrite())
    }
    /** Every page of the feed of everything with what it holds, a star behind those that changed. */
    const sealed = async (limit = 2): Promise<string[]> => {
      const pages = await store.sealPages(ALL, limit)
      const held = await Promise.all(pages.map(async ({ n }) => (await store.loadArchived(ALL, n)).map(({ sortAt }) => sortAt)))
      return pages.map(({ n, isChanged }, at) => `${n}: ${held[at]?.join(' ') ?? ''}${isChanged ? ' *' : ''}`)
    }
    const inNone = async (): Promise<number[]> => (await store.loadArchived(ALL, null)).map(({ sortAt }) => sortAt)
    const published = (): Promise<void> => store.clearFeedsToWrite([ALL])
    const slugsOf = async (kind: TermKind): Promise<Record<string, readonly string[]>> =>
      Object.fromEntries((await store.loadTerms()).filter((term) => term.kind === kind).map(({ label, slug, formerSlugs }) => [label, [slug, ...formerSlugs]]))

    describe('save', () => {
      it('gives back what it was given', async () => {
        const full = article('wire', 'g', {
          url: 'https://example.org/a',
          summary: 'Sum',
          updatedAt: 5,
          authors: [{ name: 'Ann', email: null, url: 'https://example.org/ann' }],
          enclosures: [{ url: 'https://example.org/a.mp3', mediaType: 'audio/mpeg', bytes: 9, seconds: null }],
          via: { id: null, title: 'Elsewhere', feedUrl: null },
          categories: ['News'],
          tags: ['One', 'Two'],
        })
        await store.save(batch([full], { arrivals: [{ article: full, raw: bytes('the raw'), complete: false }] }))
        const sighting = { firstSeenAt: NOON, revisedAt: null, sortAt: NOON - 1000 }
        assert.deepEqual((await entryOf(full)).stored, { article: full, raw: bytes('the raw'), complete: false, sighting })
      })

      it('takes batches of several sources at once, each whole, in the order they came', async () => {
        const shared = { url: 'https://example.org/a', tags: ['One'] }
        const made = ['wire', 'other', 'third'].map((id) => article(id, 'a', shared))
        const saved = await Promise.all(made.map((one) => store.save(batch([one], { state: state(one.sourceId) }))))
        assert.deepEqual(saved.map(({ new: added }) => added), [1, 1, 1])
        assert.deepEqual(await store.counts(), { articles: 3, stories: 1 })
        assert.deepEqual([...(await store.loadSourceStates()).keys()].sort(), ['other', 'third', 'wire'])
        assert.deepEqual(Object.keys(await slugsOf('tag')), ['One'])
      })

      it('counts what is new, what was revised and what stayed', async () => {
        assert.deepEqual(await store.save(batch([article('wire', 'a'), article('wire', 'b')])), { new: 2, updated: 0, retracted: 0 })
        assert.deepEqual(await store.save(batch([article('wire', 'b'), article('wire', 'a', { title: 'Better' })])), { new: 0, updated: 1, retracted: 0 })
        assert.deepEqual(await store.counts(), { articles: 2, stories: 2 })
      })

      it('finds articles that are alike in title and date, in one source', async () => {
        const [a, b, c] = [article('wire', 'a', { title: 'T' }), article('wire', 'b', { title: 'T' }), article('wire', 'c', { title: 'T', publishedAt: null })]
        await store.save(batch([a, b, c, article('wire', 'd')]))
        await store.save(batch([article('other', 'a', { title: 'T' })]))
        const likeness = likenessOf(a) ?? ''
        assert.deepEqual(await store.findAlike(source('wire'), [likeness, 'none']), new Map([[likeness, [a.id, b.id].toSorted()], ['none', []]]))
      })

      it('finds articles alike that left the store, where it has none: each under its latest identity', async () => {
        const [a, b] = [article('wire', 'a'), article('wire', 'b')]
        const [likeness, identity] = [likenessOf(a) ?? '', articleId(source('wire'), 'a2')]
        const alike = async (of = 'wire') => (await store.findAlike(source(of), [likeness])).get(likeness)
        await store.save(batch([a, b], { renamings: [{ identity: articleId(source('wire'), 'a1'), articleId: a.id, guid: 'a' }] }))
        await store.forget([a.id], 'rule')
        assert.deepEqual([await alike(), await alike('other')], [[a.id], []])
        await store.save(batch([], { aliases: [{ identity, articleId: a.id }] }))
        assert.deepEqual(await alike(), [identity])
        await store.save(batch([article('wire', 'c', { title: a.title })]))
        assert.deepEqual(await alike(), [articleId(source('wire'), 'c')])
      })

      it('forgets an article under its aliases too, and gives it its first-seen under one', async () => {
        const a = article('wire', 'a')
        const [back, other] = [article('wire', 'a1', { title: a.title }), article('wire', 'a2')]
        await store.save(batch([a]))
        await store.forget([a.id], 'rule')
        await store.save(batch([back], { seenAt: NOON + 5, aliases: [{ identity: back.id, articleId: a.id }, { identity: other.id, articleId: a.id }] }))
        assert.equal((await entryOf(back)).stored.sighting.firstSeenAt, NOON)
        const forgotten = { kind: 'forgotten', rule: 'rule' }
        assert.deepEqual(await store.recognize([a.id, back.id, other.id]), new Map<string, object>([[a.id, forgotten], [back.id, { kind: 'stored' }], [other.id, forgotten]]))
      })

      it('keeps an article that its source renamed, unrevised where only its address changed', async () => {
        const before = article('wire', 'a', { url: 'http://example.org/a' })
        await store.save(batch([before]))
        const after = article('wire', 'a', { url: 'https://example.org/a' })
        const renaming = { identity: articleId(source('wire'), 'b'), articleId: before.id, guid: 'a' }
        const touched = await touchedBy(async () => assert.deepEqual(await store.save(batch([after], { seenAt: NOON + 5, renamings: [renaming] })), { new: 0, updated: 0, retracted: 0 }))
        assert.deepEqual(touched, ['all/', 'source/wire'])
        const { stored } = await entryOf(before)
        assert.deepEqual([stored.article.url, stored.sighting.firstSeenAt, stored.sighting.revisedAt], ['https://example.org/a', NOON, null])
        const asked = [before.id, renaming.identity, articleId(source('wire'), 'c')]
        assert.deepEqual(await store.recognize(asked), new Map<string, object>([[before.id, { kind: 'stored' }], [renaming.identity, { kind: 'renamed', guid: 'a' }]]))
        await store.save(batch([], { removed: [before.id] }))
        assert.deepEqual(await store.recognize(asked), new Map())
      })

      it('revises a renamed article whose text changed too', async () => {
        const before = article('wire', 'a')
        await store.save(batch([before]))
        const renaming = { identity: articleId(source('wire'), 'b'), articleId: before.id, guid: 'a' }
        assert.deepEqual(await store.save(batch([article('wire', 'a', { summary: 'More' })], { seenAt: NOON + 5, renamings: [renaming] })), { new: 0, updated: 1, retracted: 0 })
        assert.equal((await entryOf(before)).stored.sighting.revisedAt, NOON + 5)
      })

      it('keeps the first of an article that comes twice in a document', async () => {
        assert.deepEqual(await store.save(batch([article('wire', 'a', { title: 'Newer' }), article('wire', 'a', { title: 'Older' })])), { new: 1, updated: 0, retracted: 0 })
        assert.equal((await entryOf(article('wire', 'a'))).stored.article.title, 'Newer')
      })

      it('revises in place and remembers when it first saw the article', async () => {
        await store.save(batch([article('wire', 'a')]))
        await store.save(batch([article('wire', 'a', { title: 'Better' })], { seenAt: NOON + 50 }))
        const { stored } = await entryOf(article('wire', 'a'))
        assert.equal(stored.article.title, 'Better')
        assert.deepEqual(stored.sighting, { firstSeenAt: NOON, revisedAt: NOON + 50, sortAt: NOON - 1000 })
      })

      it('does not call revised what only our own rules changed', async () => {
        await store.save({ ...batch([]), arrivals: [arrival(article('wire', 'a'), 'same')] })
        await store.save({ ...batch([], { seenAt: NOON + 50 }), arrivals: [arrival(article('wire', 'a', { categories: ['Moved'] }), 'same')] })
        assert.equal((await entryOf(article('wire', 'a'))).stored.sighting.revisedAt, null)
      })

      it('takes a new raw text and a moved updatedAt silently', async () => {
        const before = article('wire', 'a')
        const after = { ...before, updatedAt: NOON }
        await store.save(batch([before]))
        const touched = await touchedBy(async () => {
          assert.deepEqual(await store.save(batch([after], { seenAt: NOON + 50, arrivals: [arrival(after, 'newer')] })), { new: 0, updated: 0, retracted: 0 })
        })
        const [stored] = await store.loadArticles(before.sourceId, null, 1)
        assert.deepEqual([touched, stored?.raw, stored?.article.updatedAt, stored?.sighting.revisedAt], [[], bytes('newer'), NOON, null])
      })

      it('completes a post without rewriting anything', async () => {
        const before = article('blog', 'a', { contentHtml: '', revision: 'r' })
        const after = { ...before, contentHtml: '<p>Body</p>' }
        await store.save(batch([before], { arrivals: [{ article: before, raw: bytes('Body'), complete: false }] }))
        const stamp = await entryStamp(before)
        assert.deepEqual(await touchedBy(() => store.save(batch([after], { arrivals: [{ article: after, raw: bytes('Body'), complete: true }] }))), [])
        const { stored } = await entryOf(after)
        assert.deepEqual([stored.complete, stored.article.contentHtml, await entryStamp(after)], [true, '<p>Body</p>', stamp])
      })

      it('removes an article from the store and from its feeds', async () => {
        const gone = article('wire', 'a', { tags: ['One'] })
        await store.save(batch([gone, article('wire', 'b')]))
        assert.deepEqual(await touchedBy(() => store.save(batch([], { removed: [gone.id] }))), ['all/', 'source/wire', 'tag/one'])
        assert.deepEqual([await guidsIn(ALL), (await store.loadEntries([gone.id])).size], [['b'], 0])
        assert.deepEqual(names((await store.loadFeeds()).map(({ key }) => key)), ['all/', 'source/wire'])
      })

      it('does not remove what arrives in the same batch, as when a post is renamed', async () => {
        const moved = article('blog', 'a')
        await store.save(batch([moved]))
        await store.save(batch([moved], { removed: [moved.id] }))
        assert.deepEqual(await guidsIn(ALL), ['a'])
      })

      it('keeps the state of a source for its last batch', async () => {
        await store.save(batch([article('wire', 'a')]))
        assert.equal((await store.loadSourceStates()).size, 0)
        await store.save(batch([article('wire', 'b')], { state: state('Wire', { items: 2 }) }))
        assert.deepEqual(await store.loadSourceStates(), new Map([['wire', state('Wire', { items: 2 })]]))
      })

      it('tells of visits that came to the same by their times alone', async () => {
        const visited = { outcome: 'unchanged', http: 304, firstAt: 1, lastAt: 1, visits: 1 } as const
        const before = state('Wire', { lastVisitAt: 1, lastSuccessAt: 1, nextDueAt: 5, history: [visited] })
        await store.saveSourceState(source('wire'), before)
        await store.saveVisits([{ sourceId: source('wire'), at: 6, nextDueAt: 9 }, { sourceId: source('unknown'), at: 6, nextDueAt: null }])
        await store.saveVisits([{ sourceId: source('wire'), at: 10, nextDueAt: null }])
        const after = { ...before, lastVisitAt: 10, lastSuccessAt: 10, nextDueAt: null, history: [{ ...visited, lastAt: 10, visits: 3 }] }
        assert.deepEqual(await store.loadSourceStates(), new Map([['wire', after]]))
        await store.saveSourceState(source('wire'), { ...after, failures: 1 })
        assert.deepEqual(await store.loadSourceStates(), new Map([['wire', { ...after, failures: 1 }]]))
      })

      it('stores any text as text', async () => {
        const hostile = ["Robert'); drop table article;--", '__proto__', 'constructor', '財經 \u{1f600}', 'a\u0000b', '"],"x":["']
        const made = hostile.map((text) => article('wire', text, { title: text, tags: [text], contentHtml: `<p>${text}</p>` }))
        await store.save(batch(made, { arrivals: made.map((one) => arrival(one, one.guid)) }))
        for (const one of made) assert.deepEqual((await entryOf(one)).stored, { ...arrival(one, one.guid), sighting: { firstSeenAt: NOON, revisedAt: null, sortAt: NOON - 1000 } })
        assert.equal((await store.loadFeeds()).length, 2 + hostile.length)
        assert.equal(({} as Record<string, unknown>)['slug'], undefined)
      })

      it('takes batches that are saved at once', async () => {
        const made = ['a', 'b', 'c', 'd'].map((id) => article(id, id, { tags: ['新闻', id] }))
        await Promise.all(made.map((one) => store.save(batch([one]))))
        assert.deepEqual([await guidsIn(tag('新闻')), await store.counts()], [sortedById(made), { articles: 4, stories: 4 }])
      })
    })

    describe('sortAt', () => {
      const cases = [
        { it: 'is the date the document claims', publishedAt: NOON - 5, expect: NOON - 5 },
        { it: 'is the first sight where there is no date', publishedAt: null, expect: NOON },
        { it: 'is the first sight where the date lies in the future', publishedAt: NOON + 1, expect: NOON },
        { it: 'may lie before 1970', publishedAt: -86_400_000, expect: -86_400_000 },
      ]
      for (const c of cases) {
        it(c.it, async () => {
          const made = article('wire', 'a', { publishedAt: c.publishedAt })
          await store.save(batch([made]))
          assert.equal((await entryOf(made)).stored.sighting.sortAt, c.expect)
        })
      }

      it('follows a corrected date', async () => {
        await store.save(batch([article('wire', 'a'), article('wire', 'b', { publishedAt: NOON - 2000 })]))
        await store.save(batch([article('wire', 'a', { publishedAt: NOON - 3000 })], { seenAt: NOON + 9 }))
        assert.deepEqual(await guidsIn(ALL), ['b', 'a'])
      })

      it('stays where it was when another part is revised after a future date has come', async () => {
        await store.save(batch([article('wire', 'a', { publishedAt: NOON + 5 })]))
        await store.save(batch([article('wire', 'a', { publishedAt: NOON + 5, title: 'Better' })], { seenAt: NOON + 9 }))
        assert.equal((await entryOf(article('wire', 'a'))).stored.sighting.sortAt, NOON)
      })
    })

    describe('pages', () => {
      it('show the newest first and pass over an offset', async () => {
        await store.save(batch([1, 2, 3, 4, 5].map((n) => article('wire', `g${n}`, { publishedAt: n }))))
        const page = await store.loadPage(ALL, 2, 1)
        assert.deepEqual(page.map(({ sortAt }) => sortAt), [4, 3])
        assert.deepEqual(await store.loadPage(ALL, 10, 5), [])
        assert.deepEqual(await store.loadPage(tag('nothing'), 10), [])
      })

      it('order entries of one instant by id, whatever came first', async () => {
        const made = ['p', 'q', 'r', 's'].map((guid) => article('wire', guid))
        for (const one of made) await store.save(batch([one]))
        assert.deepEqual(await guidsIn(ALL), sortedById(made))
      })

      it('keep the order of the document for articles without a date', async () => {
        await store.save(batch(['c', 'a', 'b'].map((guid) => article('wire', guid, { publishedAt: null }))))
        assert.deepEqual(await guidsIn(ALL), ['c', 'a', 'b'])
      })

      it('walk through the articles of one source by id', async () => {
        const made = ['a', 'b', 'c', 'd', 'e'].map((guid) => article('wire', guid))
        await store.save(batch([...made]))
        await store.save(batch([article('other', 'x')]))
        const found: ArticleId[] = []
        for (let after: ArticleId | null = null, more = true; more; ) {
          const page: readonly { readonly article: Article }[] = await store.loadArticles(source('wire'), after, 2)
          found.push(...page.map((one) => one.article.id))
          after = found.at(-1) ?? null
          more = page.length === 2
        }
        assert.deepEqual(found, made.map(({ id }) => id).sort())
      })

      it('answer for thousands of ids in one call', async () => {
        const made = Array.from({ length: 3000 }, (_, n) => article('wire', `g${n}`))
        await store.save(batch(made))
        assert.equal((await store.loadEntries([...made.map(({ id }) => id), 'unknown' as ArticleId])).size, 3000)
      })
    })

    describe('feeds', () => {
      it('are those that hold an entry, with their number and newest', async () => {
        await store.save(batch([article('wire', 'a', { categories: ['News'], tags: ['Tag One'], publishedAt: 7 }), article('wire', 'b', { publishedAt: 9 })]))
        assert.deepEqual(await store.loadFeeds(), [
          { key: ALL, entries: 2, newestAt: 9 },
          { key: category('News'), entries: 1, newestAt: 7 },
          { key: sourceFeed(source('wire')), entries: 2, newestAt: 9 },
          { key: tag('tagone'), entries: 1, newestAt: 7 },
        ])
      })

      it('are rewritten where an article left and where it came', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['Old', 'Both'] }), article('wire', 'b', { tags: ['Else'] })]))
        const touched = await touchedBy(() => store.save(batch([article('wire', 'a', { tags: ['Both', 'New'] })])))
        assert.deepEqual(touched, ['all/', 'source/wire', 'tag/both', 'tag/new', 'tag/old'])
      })

      it('stay on the list until they are cleared, and only those that are', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['One'] })]))
        await store.clearFeedsToWrite([ALL, tag('never seen')])
        assert.deepEqual(names(await store.loadFeedsToWrite()), ['source/wire', 'tag/one'])
        await store.markAllFeeds()
        assert.deepEqual(names(await store.loadFeedsToWrite()), ['all/', 'source/wire', 'tag/one'])
      })

      it('are left alone by what brings nothing new', async () => {
        const made = article('wire', 'a', { tags: ['One'], url: 'https://example.org/a' })
        await store.save(batch([made], { state: state('Wire') }))
        assert.deepEqual(await touchedBy(() => store.save(batch([made], { seenAt: NOON + 9, state: state('Wire', { items: 1 }) }))), [])
      })

      it('are rewritten when a source that they name calls itself something else', async () => {
        const told = [article('wire', 'a'), article('other', 'b'), article('third', 'c')]
        await store.save(batch([article('wire', 'a', { tags: ['One'], url: 'https://example.org/a' })], { state: state('Wire') }))
        await store.save(batch([article('other', 'b', { tags: ['Two'], url: 'https://example.org/a' })], { state: state('Other'), seenAt: NOON + 1 }))
        await store.save(batch([article('third', 'c', { tags: ['Three'] })], { state: state('Third') }))
        const before = await stampsOf(told)
        assert.deepEqual(await touchedBy(() => store.saveSourceState(source('other'), state('Renamed'))), ['all/', 'source/other', 'source/wire', 'tag/one', 'tag/two'])
        assert.deepEqual((await stampsOf(told)).map((stamp, at) => stamp === before[at]), [false, false, true])
        assert.deepEqual(await touchedBy(() => store.saveSourceState(source('other'), state('Renamed', { failures: 3 }))), [])
      })
    })

    describe('listings', () => {
      const listed = [article('wire', 'a'), article('wire', 'b')]
      const listing = new Map(listed.map(({ id }, at) => [`digest-${at}`, id]))
      const listings = new Map([['', listing]])

      it('are kept with their articles, each source its own', async () => {
        await store.save(batch(listed, { listings: new Map([['', listing], ['/b', new Map([...listing].slice(1))]]) }))
        await store.save(batch([article('other', 'c')], { listings: new Map([['', new Map()]]) }))
        await store.save(batch([article('wire', 'd')]))
        assert.deepEqual([await store.loadListing(source('wire'), ''), await countListed('/b'), await countListed('', 'other'), await countListed('', 'nobody')], [listing, 1, 0, 0])
      })

      it('lose an article that leaves, however it does', async () => {
        const [first] = listed
        assert.ok(first)
        const ways = [() => store.forget([first.id], '{}'), () => store.retract([first.id], NOON), () => store.save(batch([], { removed: [first.id] }))]
        for (const leave of ways) {
          await store.save(batch(listed, { listings }))
          await leave()
          assert.equal(await countListed(''), 1)
          await store.forgetRetractions([first.id])
        }
      })

      it('lack an article that was taken down before', async () => {
        const [first] = listed
        await store.save(batch(listed))
        await store.retract([first?.id ?? ('' as ArticleId)], NOON)
        await store.save(batch(listed, { listings }))
        assert.equal(await countListed(''), 1)
      })
    })

    describe('retract', () => {
      const told = ['one', 'two'].map((id) => article(id, `${id}-1`, { url: 'https://example.org/told', tags: ['Told'] }))
      const tell = async (): Promise<void> => {
        for (const [at, one] of told.entries()) await store.save(batch([one, article(one.sourceId, 'other', { publishedAt: NOON })], { seenAt: NOON + at }))
      }

      it('takes every article of the story out of every feed, and remembers where it stood', async () => {
        await tell()
        const touched = await touchedBy(() => store.retract([told[0]?.id ?? ('' as ArticleId)], NOON + 9))
        assert.deepEqual(touched, ['all/', 'source/one', 'source/two', 'tag/told'])
        assert.deepEqual([await guidsIn(ALL), await store.counts()], [['other', 'other'], { articles: 2, stories: 2 }])
        assert.deepEqual((await store.loadDeletedEntries(ALL, 0, 9)).map(({ guid, retractedAt }) => [guid, retractedAt]), [['one-1', NOON + 9]])
        assert.deepEqual((await store.loadDeletedEntries(sourceFeed(source('two')), 0, 9)).map(({ guid }) => guid), ['two-1'])
        assert.deepEqual([await store.loadDeletedEntries(ALL, NOON, 9), await store.loadDeletedEntries(ALL, 0, 0)], [[], []])
      })

      it('keeps out the article, and the story by whatever source, and nothing else', async () => {
        await tell()
        await store.retract([told[1]?.id ?? ('' as ArticleId)], NOON + 9)
        const later = [...told, article('three', 'x', { url: 'http://example.org/told/' }), article('three', 'y', { url: 'https://example.org/new' })]
        assert.deepEqual([...(await store.findRetracted(later))].sort(), later.slice(0, 3).map(({ id }) => id).sort())
        assert.deepEqual(await store.save(batch(later.slice(2))), { new: 1, updated: 0, retracted: 1 })
        assert.deepEqual(await store.save(batch(told.slice(0, 1))), { new: 0, updated: 0, retracted: 1 })
      })

      it('keeps out one article of a source that gives all the same address', async () => {
        const same = ['a', 'b', 'c'].map((guid) => article('wire', guid, { url: 'https://example.org/app?page' }))
        await store.save(batch(same))
        await store.retract([same[0]?.id ?? ('' as ArticleId)], NOON + 9)
        assert.deepEqual(await store.findRetracted([...same, article('wire', 'd', { url: 'https://example.org/app?page' })]), new Set([same[0]?.id]))
      })

      it('is forgotten when it is undone, and what is listed is read again', async () => {
        const one = article('wire', 'a', { tags: ['Told'] })
        const validators = { url: 'https://example.org/feed', etag: '"1"', lastModified: null }
        await store.save(batch([one], { state: state('Wire', { validators, bodyHash: 'h' }) }))
        await store.retract([one.id], NOON + 9)
        assert.deepEqual(await touchedBy(() => store.forgetRetractions([one.id])), ['all/', 'source/wire', 'tag/told'])
        const known = (await store.loadSourceStates()).get(source('wire'))
        assert.deepEqual([known?.validators, known?.bodyHash, await store.loadRetractions()], [null, null, []])
        assert.deepEqual(await store.save(batch([one])), { new: 1, updated: 0, retracted: 0 })
      })

      it('forgets the text of a record that waits for its detail', async () => {
        const one = article('wire', 'a')
        const pending = [one, article('wire', 'b')].map(({ id, guid }) => ({ id, key: guid, url: 'https://example.org/', item: '{}', failures: 0, shown: true }))
        await store.save(batch([one], { state: state('Wire', { pending }) }))
        await store.retract([one.id], NOON + 9)
        assert.deepEqual((await store.loadSourceStates()).get(source('wire'))?.pending, pending.slice(1))
      })
    })

    describe('terms', () => {
      it('are one record for all spellings, in the first one', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['Open Source'] }), article('wire', 'b', { tags: ['OPENSOURCE'] })]))
        assert.deepEqual(await store.loadTerms(), [{ kind: 'tag', key: 'opensource', label: 'Open Source', slug: 'open-source', formerSlugs: [] }])
      })

      it('have slugs that are unique within their kind and never move', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['C', 'C++', 'C#'], categories: ['C'] })]))
        await store.save(batch([article('wire', 'b', { tags: ['C++', 'C!', '财经'] })]))
        assert.deepEqual(await slugsOf('tag'), { C: ['c'], 'C++': ['c-2'], 'C#': ['c-3'], 'C!': ['c-4'], 财经: ['caijing'] })
        assert.deepEqual(await slugsOf('category'), { C: ['c'] })
      })

      const order = ['C#', 'C++', 'C', '财经', '才经']
      for (const arrived of [order, order.toReversed()]) {
        it(`get their slugs in one order, whichever comes first (${arrived[0]})`, async () => {
          for (const tag of arrived) await store.save(batch([article('wire', tag, { tags: [tag] })]))
          await store.settleNewTerms(NO_TAXONOMY)
          assert.deepEqual(await slugsOf('tag'), { C: ['c'], 'C#': ['c-2'], 'C++': ['c-3'], 才经: ['caijing'], 财经: ['caijing-2'] })
        })
      }

      it('leave a slug to its group where a third term wishes for it', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['C？', 'C！', 'C 2'] })]))
        await store.settleNewTerms(NO_TAXONOMY)
        assert.deepEqual(await slugsOf('tag'), { 'C！': ['c'], 'C？': ['c-2'], 'C 2': ['c-2-2'] })
      })

      it('keep a slug by which something was published, or that is fixed', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['C#', 'C+'] })]))
        await store.saveDocuments([document('tag/c.rss', 1)], [])
        await store.save(batch([article('wire', 'b', { tags: ['C!', 'C'] })]))
        await store.settleNewTerms({ ...NO_TAXONOMY, slugs: new Map([[termKey('C+'), 'c-2' as Slug]]) })
        assert.deepEqual(await slugsOf('tag'), { 'C#': ['c'], 'C+': ['c-2'], 'C': ['c-3'], 'C!': ['c-4'] })
      })

      it('keep a spelling in which something was published, by a Feedmill that settled none', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['TechWeb'] })]))
        await store.saveDocuments([document('tag/techweb.rss', 1)], [])
        await store.save(batch([article('almanac', 'a', { tags: ['Tech Web'] })]))
        await store.settleNewTerms(NO_TAXONOMY)
        assert.deepEqual(await slugsOf('tag'), { TechWeb: ['techweb'] })
      })

      it('leave no slug out that another one gave up for the spelling of its first source', async () => {
        for (const tag of ['TechWeb', 'techweb!', 'techweb?']) await store.save(batch([article('wire', tag, { tags: [tag] })]))
        await store.save(batch([article('almanac', 'a', { tags: ['Tech Web'] })]))
        await store.settleNewTerms(NO_TAXONOMY)
        assert.deepEqual(await slugsOf('tag'), { 'Tech Web': ['tech-web'], 'techweb!': ['techweb'], 'techweb?': ['techweb-2'] })
      })

      it('keep a slug that is fixed for another of their spellings', async () => {
        const fixed = { ...NO_TAXONOMY, slugs: new Map([[termKey('caijing'), 'cj' as Slug]]) }
        await store.save(batch([article('wire', 'a', { categories: ['财经'] })]))
        await store.save(batch([article('wire', 'b', { categories: ['caijing'] })]))
        await store.applyTaxonomy(fixed)
        await store.save(batch([article('almanac', 'a', { categories: ['财 经'] })]))
        await store.settleNewTerms(fixed)
        assert.deepEqual(await slugsOf('category'), { '财 经': ['cj', 'caijing'] })
      })

      it('touch the feeds of those whose slug was settled anew', async () => {
        const late = article('wire', 'a', { tags: ['C++'] })
        await store.save(batch([late]))
        await store.save(batch([article('other', 'b', { tags: ['C'] }), article('other', 'c', { tags: ['D'] })]))
        const stamp = await entryStamp(late)
        assert.deepEqual(await touchedBy(() => store.settleNewTerms(NO_TAXONOMY)), ['all/', 'source/other', 'source/wire', 'tag/c', 'tag/c++'])
        assert.notEqual(await entryStamp(late), stamp)
        assert.deepEqual(await touchedBy(() => store.settleNewTerms(NO_TAXONOMY)), [])
      })

      it('keep their slug when the last article that named them is gone', async () => {
        const gone = article('wire', 'a', { tags: ['C'] })
        await store.save(batch([gone]))
        await store.save(batch([], { removed: [gone.id] }))
        await store.save(batch([article('wire', 'b', { tags: ['C#', 'C'] })]))
        assert.deepEqual(await slugsOf('tag'), { C: ['c'], 'C#': ['c-2'] })
      })

      it('take a label from the taxonomy, and what shows them is rewritten', async () => {
        const shown = article('wire', 'a', { tags: ['One'], categories: ['News'] })
        await store.save(batch([shown, article('wire', 'b', { tags: ['Two'] })]))
        const stamp = await entryStamp(shown)
        const touched = await touchedBy(() => store.applyTaxonomy({ ...NO_TAXONOMY, labels: new Map([[termKey('one'), 'Eins']]) }))
        assert.deepEqual(touched, ['all/', 'category/news', 'source/wire', 'tag/one'])
        assert.deepEqual((await entryOf(shown)).tags.map(({ label }) => label), ['Eins'])
        assert.notEqual(await entryStamp(shown), stamp)
      })

      it('are one category by label and by slug, whichever comes first', async () => {
        await store.save(batch([article('wire', 'a', { categories: ['财经'] }), article('wire', 'b', { categories: ['caijing'] })]))
        await store.save(batch([article('wire', 'c', { categories: ['bei-hai'] }), article('wire', 'd', { categories: ['Bei Hai'] })]))
        await store.save(batch([article('wire', 'e', { categories: ['c'] }), article('wire', 'f', { categories: ['C++'] })]))
        assert.deepEqual(await slugsOf('category'), { 财经: ['caijing'], 'Bei Hai': ['bei-hai'], c: ['c'], 'C++': ['c-2'] })
      })

      it('show the label that comes after the slug in what named the slug', async () => {
        const shown = article('wire', 'a', { categories: ['caijing'] })
        await store.save(batch([shown]))
        const stamp = await entryStamp(shown)
        await store.save(batch([article('wire', 'b', { categories: ['财经'] })]))
        assert.deepEqual((await entryOf(shown)).categories.map(({ label }) => label), ['财经'])
        assert.notEqual(await entryStamp(shown), stamp)
      })

      it('keep address and feed when a label comes, changes and goes', async () => {
        await store.save(batch([article('wire', 'a', { categories: ['caijing'] })]))
        for (const label of ['Finance', 'Economy']) {
          await store.applyTaxonomy({ ...slugs({ caijing: 'caijing' }), labels: new Map([[termKey('caijing'), label]]) })
          assert.deepEqual(await slugsOf('category'), { [label]: ['caijing'] })
        }
        await store.applyTaxonomy(NO_TAXONOMY)
        assert.deepEqual(await slugsOf('category'), { caijing: ['caijing'] })
      })

      it('keep the old address when a fixed slug moves them', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['One'] }), article('wire', 'b', { tags: ['Two'] })]))
        assert.deepEqual(await touchedBy(() => store.applyTaxonomy(slugs({ one: 'eins' }))), ['all/', 'source/wire', 'tag/one'])
        assert.deepEqual(await slugsOf('tag'), { One: ['eins', 'one'], Two: ['two'] })
        assert.deepEqual(await touchedBy(() => store.applyTaxonomy(slugs({ one: 'eins' }))), [])
        await store.save(batch([article('wire', 'c', { tags: ['One!'] })]))
        assert.deepEqual(await slugsOf('tag'), { One: ['eins', 'one'], Two: ['two'], 'One!': ['one-2'] })
      })

      it('give a fixed slug up to the term it is fixed for', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['One'] }), article('wire', 'b', { tags: ['Two'] })]))
        await store.applyTaxonomy(slugs({ two: 'one' }))
        assert.deepEqual(await slugsOf('tag'), { One: ['one-2'], Two: ['one', 'two'] })
      })

      it('take a fixed slug at first sight, also one that another term holds', async () => {
        await store.save(batch([article('wire', 'a', { tags: ['One'] })]))
        await store.applyTaxonomy(slugs({ uno: 'one', two: 'zwei' }))
        await store.save(batch([article('wire', 'b', { tags: ['Uno', 'Two', 'Zwei'] })]))
        assert.deepEqual(await slugsOf('tag'), { One: ['one-2'], Uno: ['one'], Two: ['zwei'], Zwei: ['zwei-2'] })
      })
    })

    describe('terms merged by an alias', () => {
      const [ofOne, ofTwo] = [article('wire', 'a', { tags: ['One'] }), article('wire', 'b', { tags: ['Two'] })]
      const merging = aliases({ one: 'Two' })
      beforeEach(async () => {
        await store.save(batch([ofOne, ofTwo]))
        await store.saveDocuments(['one', 'two'].map((slug) => document(`tag/${slug}.rss`, 1)), [])
      })
      const merge = async (taxonomy = merging, tags = ['Two']): Promise<void> => {
        await store.applyTaxonomy(taxonomy)
        await store.save(batch([article('wire', 'a', { tags })]))
        await store.mergeTerms(taxonomy)
      }

      it('give their addresses to the term that has their articles now, once', async () => {
        await merge()
        assert.deepEqual(await slugsOf('tag'), { Two: ['two', 'one'] })
        assert.deepEqual(await movesIn(store), [{ kind: 'tag', label: 'One', from: 'one', to: 'two' }])
        await merge()
        assert.equal((await movesIn(store)).length, 1)
      })
      it('have the other one written anew, whatever else was', async () => {
        await store.applyTaxonomy(merging)
        await store.save(batch([], { removed: [ofOne.id] }))
        assert.deepEqual(await touchedBy(() => store.mergeTerms(merging)), ['tag/two'])
        assert.deepEqual(await touchedBy(() => store.mergeTerms(merging)), [])
      })
      it('keep their address while an article of theirs is not made anew', async () => {
        await merge(merging, ['One'])
        assert.deepEqual([await slugsOf('tag'), await movesIn(store)], [{ One: ['one'], Two: ['two'] }, []])
      })
      it('have it back with the first article of theirs, and when the alias is gone', async () => {
        await merge()
        await merge(merging, ['One'])
        assert.deepEqual(await slugsOf('tag'), { One: ['one'], Two: ['two'] })
        await merge()
        await merge(NO_TAXONOMY, ['One'])
        assert.deepEqual(await slugsOf('tag'), { One: ['one'], Two: ['two'] })
      })
      it('bring former addresses with them, and go on with the other one to a third', async () => {
        await store.applyTaxonomy(slugs({ one: 'eins' }))
        await merge()
        assert.deepEqual(await slugsOf('tag'), { Two: ['two', 'eins', 'one'] })
        const further = aliases({ one: 'Three', two: 'Three' })
        await store.save(batch([article('wire', 'b', { tags: ['Three'] })]))
        await merge(further, ['Three'])
        assert.deepEqual(await slugsOf('tag'), { Three: ['three', 'eins', 'one', 'two'] })
      })
      it('keep nobody else from being given their address by name', async () => {
        await merge()
        await merge({ ...slugs({ two: 'one' }), aliases: merging.aliases })
        assert.deepEqual(await slugsOf('tag'), { One: ['one-2'], Two: ['one', 'two'] })
      })
      it('have none to give where nothing was published there', async () => {
        await store.saveDocuments([document('tag/one-more.rss', 1), document('tag/onerous.rss', 1), document('category/one.rss', 1)], ['tag/one.rss'])
        await merge()
        assert.deepEqual([(await slugsOf('tag'))['Two'], await movesIn(store)], [['two'], []])
      })
      it('are also those that a label merges', async () => {
        const labelled: Taxonomy = { ...NO_TAXONOMY, labels: new Map([[termKey('two'), 'One']]), labelled: new Map(['one', 'two'].map((key) => [termKey(key), 'two' as Slug])) }
        await merge(labelled, ['two'])
        assert.deepEqual(await slugsOf('tag'), { One: ['two', 'one'] })
      })
    })

    describe('stories', () => {
      const SHARED = 'https://example.org/shared'
      const first = article('one', 'a', { url: SHARED, tags: ['A', 'Both'], publishedAt: 5 })
      const second = article('two', 'b', { url: SHARED, tags: ['B', 'Both'], publishedAt: 9 })
      const saveBoth = async (): Promise<void> => {
        await store.save(batch([first]))
        await store.save(batch([second], { seenAt: NOON + 1 }))
      }

      it('have one entry with the terms of all, led by the first seen', async () => {
        await saveBoth()
        for (const key of [ALL, tag('A'), tag('B'), tag('Both')]) assert.deepEqual(await guidsIn(key), ['a'])
        const entry = await entryOf(second)
        assert.deepEqual([entry.tags.map(({ label }) => label), entry.alsoIn], [['A', 'Both', 'B'], ['one']])
        assert.deepEqual((await entryOf(first)).alsoIn, ['two'])
        assert.deepEqual(await store.counts(), { articles: 2, stories: 1 })
      })

      it('leave each article in the feed of its source', async () => {
        await saveBoth()
        assert.deepEqual([await guidsIn(sourceFeed(source('one'))), await guidsIn(sourceFeed(source('two')))], [['a'], ['b']])
      })

      it('are led by the next when the lead is removed', async () => {
        await saveBoth()
        const touched = await touchedBy(() => store.save(batch([], { sourceId: source('one'), removed: [first.id] })))
        assert.deepEqual(touched, ['all/', 'source/one', 'source/two', 'tag/a', 'tag/b', 'tag/both'])
        assert.deepEqual([await guidsIn(ALL), await guidsIn(tag('A')), (await entryOf(second)).alsoIn], [['b'], [], []])
      })

      it('part when an article turns to another address', async () => {
        await saveBoth()
        await store.save(batch([article('two', 'b', { url: 'https://example.org/other', tags: ['B'] })], { seenAt: NOON + 2 }))
        assert.deepEqual([(await guidsIn(ALL)).sort(), await guidsIn(tag('B')), await guidsIn(tag('Both'))], [['a', 'b'], ['b'], ['a']])
      })

      const joined = [
        { it: 'join by an IRI guid', guids: ['tag:example.org,2026:1', 'tag:example.org,2026:1'], urls: [null, null], stories: 1 },
        { it: 'do not join by a guid that is no IRI', guids: ['17', '17'], urls: [null, null], stories: 2 },
        { it: 'do not join by the address of a home page', guids: ['1', '2'], urls: ['https://example.org/', 'https://example.org'], stories: 2 },
        { it: 'do not join without anything in common', guids: ['1', '2'], urls: ['https://example.org/1', 'https://example.org/2'], stories: 2 },
      ]
      for (const { it: sentence, guids, urls, stories } of joined) {
        it(sentence, async () => {
          for (const n of [0, 1]) await store.save(batch([article(`s${n}`, guids[n] ?? '', { url: urls[n] ?? null })]))
          assert.equal((await store.counts()).stories, stories)
        })
      }

      it('part when an address turns out to be shared by two articles of one source', async () => {
        await saveBoth()
        assert.deepEqual(await guidsIn(ALL), ['a'])
        await store.save(batch([article('one', 'c', { url: SHARED })], { seenAt: NOON + 2 }))
        assert.equal((await store.counts()).stories, 3)
      })

      it('bear a source that gives all its articles one address', async () => {
        await saveBoth()
        await store.save(batch(Array.from({ length: 200 }, (_, n) => article('three', `t${n}`, { url: SHARED }))))
        assert.deepEqual(await store.counts(), { articles: 202, stories: 202 })
      })
    })

    describe('retired sources', () => {
      const mine = article('one', 'a', { url: 'https://example.org/s', tags: ['A'] })
      const theirs = article('two', 'b', { url: 'https://example.org/s', tags: ['B'] })

      beforeEach(async () => {
        await store.save(batch([mine]))
        await store.save(batch([theirs, article('two', 'c')], { seenAt: NOON + 1 }))
      })

      it('leave every feed, and the stories they led', async () => {
        const touched = await touchedBy(() => store.retireSourcesExcept([source('two')]))
        assert.deepEqual(touched, ['all/', 'source/one', 'source/two', 'tag/a', 'tag/b'])
        assert.deepEqual([(await guidsIn(ALL)).sort(), await guidsIn(tag('B')), await store.counts()], [['b', 'c'], ['b'], { articles: 2, stories: 2 }])
      })

      it('are back as they were when they are named again', async () => {
        const stamp = await entryStamp(mine)
        await store.retireSourcesExcept([source('two')])
        await store.retireSourcesExcept([source('two'), source('one')])
        assert.deepEqual([await guidsIn(tag('B')), await entryStamp(mine), await store.counts()], [['a'], stamp, { articles: 3, stories: 2 }])
      })

      it('are back when their articles are saved again, changed or not', async () => {
        await store.retireSourcesExcept([source('one')])
        assert.deepEqual(await store.save(batch([theirs], { seenAt: NOON + 2 })), { new: 0, updated: 0, retracted: 0 })
        assert.deepEqual([(await guidsIn(ALL)).sort(), (await guidsIn(sourceFeed(source('two')))).sort()], [['a', 'c'], ['b', 'c']])
      })

      it('change nothing when they were retired already', async () => {
        await store.retireSourcesExcept([])
        assert.deepEqual(await touchedBy(() => store.retireSourcesExcept([])), [])
        assert.deepEqual(await store.counts(), { articles: 0, stories: 0 })
      })
    })

    describe('stamps', () => {
      const plain = article('wire', 'a', { url: 'https://example.org/s', tags: ['One'] })
      const steps = [
        { it: 'when the article is revised', step: () => store.save(batch([{ ...plain, revision: 'other' }])) },
        { it: 'when its story gains a source', step: () => store.save(batch([article('two', 'b', { url: 'https://example.org/s' })])) },
        { it: 'when a term of its story moves', step: () => store.applyTaxonomy(slugs({ one: 'eins' })) },
      ]
      for (const { it: sentence, step } of steps) {
        it(`change ${sentence}`, async () => {
          await store.save(batch([plain]))
          const stamp = (await entryStamp(plain)) ?? ''
          await step()
          assert.notEqual(await entryStamp(plain), stamp)
        })
      }
    })

    describe('the pages of an archive', () => {
      it('are filled from the oldest entry on, as long as more than a page is in none', async () => {
        assert.deepEqual([await sealed(), await inNone()], [[], []])
        await store.save(batch(dated(2)))
        assert.deepEqual([await sealed(), await inNone()], [[], [1, 0]])
        await store.save(batch(dated(5)))
        assert.deepEqual([await sealed(), await inNone()], [['1: 1 0 *', '2: 3 2 *'], [4]])
        await published()
        assert.deepEqual([await sealed(), await store.sealPages(tag('nothing'), 2)], [['1: 1 0', '2: 3 2'], []])
      })

      it('keep an entry whatever happens to it, and say that they changed', async () => {
        await store.save(batch(dated(5)))
        await sealed()
        await published()
        await store.save(batch([article('wire', 'g1', { publishedAt: 100, title: 'Corrected' })]))
        assert.deepEqual(await sealed(), ['1: 100 0 *', '2: 3 2'])
        await published()
        await store.save(batch([article('wire', 'g2', { publishedAt: 2, tags: ['New'] })]))
        assert.deepEqual(await sealed(), ['1: 100 0', '2: 3 2 *'])
      })

      it('take nothing in that comes late', async () => {
        await store.save(batch(dated(5)))
        await sealed()
        await published()
        await store.save(batch([article('wire', 'late', { publishedAt: -5 })]))
        assert.deepEqual([await sealed(), await inNone()], [['1: 1 0', '2: 3 2'], [4, -5]])
      })

      it('lose what leaves; the number of an emptied one is not used again, and the page behind it is linked anew', async () => {
        await store.save(batch(dated(7)))
        await sealed()
        await published()
        const [, , second, third] = dated(7).map(({ id }) => id)
        await store.save(batch([], { removed: [second, third].filter((id) => id !== undefined) }))
        assert.deepEqual(await sealed(), ['1: 1 0', '2:  *', '3: 5 4 *'])
        await store.save(batch(dated(9).slice(7)))
        assert.deepEqual(await sealed(), ['1: 1 0', '2:  *', '3: 5 4 *', '4: 7 6 *'])
      })

      it('order entries of one instant by id', async () => {
        const same = ['a', 'b', 'c', 'd'].map((guid) => article('wire', guid))
        await store.save(batch(same))
        await store.sealPages(ALL, 3)
        const ids = same.map(({ id }) => id).sort()
        assert.deepEqual((await store.loadArchived(ALL, 1)).map(({ articleId }) => articleId), ids.slice(1))
      })

      it('are left with a source that is retired, and not joined again when it is back', async () => {
        await store.save(batch(dated(5)))
        await sealed()
        await store.retireSourcesExcept([])
        assert.deepEqual(await sealed(), ['1:  *', '2:  *'])
        await store.retireSourcesExcept([source('wire')])
        assert.deepEqual(await sealed(), ['1:  *', '2:  *', '3: 1 0 *', '4: 3 2 *'])
      })
    })

    describe('records', () => {
      it('hold the files of each source', async () => {
        await store.save(batch([], { files: [file('a.md'), file('b.md', { dueAt: NOON })] }))
        await store.save(batch([], { files: [file('a.md', { size: 9 })], forgottenFiles: ['b.md'] }))
        assert.deepEqual(await store.loadFiles(source('wire')), new Map([['a.md', file('a.md', { size: 9 })]]))
        assert.equal((await store.loadFiles(source('other'))).size, 0)
      })

      it('hold the documents written and forget those removed', async () => {
        await store.saveDocuments([document('a', 1), document('b', 1)], [])
        await store.saveDocuments([document('a', 2)], ['b', 'never'])
        const { ranges: _ranges, ...record } = document('a', 2)
        assert.deepEqual(await store.loadDocuments(), new Map([['a', record]]))
      })

      it('hold where the entries of a document stand, as long as the document is there', async () => {
        const ranges = { frame: 'f', entries: [{ key: 'k1', updatedAt: -5, offset: 10, length: 3 }, { key: 'k2', updatedAt: NOON, offset: 14, length: 5 }] }
        await store.saveDocuments([{ ...document('a', 2), ranges }, { ...document('b', 2), ranges }, document('c', 0)], [])
        assert.deepEqual([await store.loadRanges('a'), await store.loadRanges('c'), await store.loadRanges('never')], [ranges, null, null])
        await store.saveDocuments([document('b', 0)], ['a'])
        assert.deepEqual([await store.loadRanges('a'), await store.loadRanges('b')], [null, null])
      })

      it('hold settings', async () => {
        assert.equal(await store.loadSetting('tree'), null)
        await store.saveSetting('tree', 'one')
        await store.saveSetting('tree', 'two')
        assert.equal(await store.loadSetting('tree'), 'two')
      })
    })
  })
}

function file(path: string, parts: Partial<FileRecord> = {}): FileRecord {
  return { path, size: 1, modifiedAt: 2, sha256: 'h', articleId: null, dueAt: null, ...parts }
}

function document(path: string, items: number): WrittenDocument {
  return { path, mediaType: 'text/html', sha256: 'h', bytes: 3, items, updatedAt: null, ranges: null }
}

function sortedById(articles: readonly Article[]): string[] {
  return articles.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ guid }) => guid)
}
