// Each entry of the feed of everything as a post of a site generator. Only what changed is made and written, a page at a time; must
// never touch or remove a file that is not ours.

import { hash } from 'node:crypto'
import type { ArticleId, SourceId } from '../model/article.ts'
import type { Settings } from '../settings/settings.ts'
import type { PostRecord, PostToWrite, Store, StoredArticle } from '../store/store.ts'
import { completed } from './assemble/fragments.ts'
import { commitAll, stageAll } from './deliver/stage.ts'
import type { OutgoingFile, Target } from './deliver/target.ts'
import { isPostName, POST_VERSION, renderPost } from './render/post/jekyll-post.ts'
import { isMarked } from './render/post/mark.ts'
import { toEntry } from './select/entries.ts'
import { POSTS_MADE_WITH } from './setting-names.ts'
import type { Survey } from './survey.ts'

const PAGE = 100 // entries loaded at a time: they are large
const REMOVED_AT_ONCE = 500

interface PostsEdges {
  readonly store: Store
  readonly posts?: Target | null // the folder of posts; without it none are written
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly compare?: boolean // true: every post is made anew and compared
  readonly signal?: AbortSignal
}

/** Files. */
export interface PostsReport {
  readonly written: number
  readonly unchanged: number // of a run that was told to end, without those that it had still to look at
  readonly removed: number
}

/** What all posts were made with. Kept from run to run, to see when it changes. */
interface MadePosts {
  readonly dir: string
  readonly shape: string // fingerprint of what every post depends on; '' where posts may have been passed over since
  readonly sources: Readonly<Record<string, string>> // fingerprint of each source's attribution
}

interface Work {
  readonly target: Target
  readonly existing: ReadonlySet<string>
  readonly epoch: string
  readonly sources: readonly SourceId[] // all of whose posts are to be made
}

/**
 * Writes the posts of entries that are new or changed and removes those of entries that are gone. Where neither the feed of everything
 * nor the site's settings changed it lists the folder and does nothing. Ended or killed halfway, the next run goes on.
 *
 * @returns null where no posts are wanted
 * @throws FeedmillError `store.*`, `output.unwritable`
 */
export async function publishPosts(settings: Settings, found: Pick<Survey, 'feedsToClear' | 'made' | 'attribution'>, edges: PostsEdges): Promise<PostsReport | null> {
  const { store, posts: target = null } = edges
  if (settings.publish.posts === null || target === null) return leaveOff(store)
  const before = await begin(settings.publish.posts.dir, store)
  const made: MadePosts = { ...before, shape: shapeOf(settings), sources: { ...before.sources, ...found.made.sources } }
  const existing = await target.list()
  const isWhole = edges.compare !== true && [...existing].filter(isPostName).length >= (await store.countPosts())
  const sources = isWhole ? changedSources(before, made) : settings.sources.map(({ id }) => id)
  const isQuiet = before.shape === made.shape && sources.length === 0 && !found.feedsToClear.some(({ kind }) => kind === 'all')
  if (isQuiet) return { written: 0, unchanged: await store.countPosts(), removed: 0 }
  await store.saveSetting(POSTS_MADE_WITH, JSON.stringify(begunFrom(before, made, sources)))
  const work: Work = { target, existing, epoch: made.shape, sources }
  const { written, last } = await writePosts(settings, found, work, edges)
  const isCutShort = edges.signal?.aborted === true
  const removed = isCutShort ? 0 : await removePosts(target, store)
  await target.settle()
  if (!isCutShort) await store.saveSetting(POSTS_MADE_WITH, JSON.stringify(made))
  const left = isCutShort ? await countLeft(work, last, store) : 0
  return { written, unchanged: (await store.countPosts()) - written - left, removed }
}

/** Posts that are there and that the next run is to look at. */
async function countLeft({ epoch, sources }: Work, last: ArticleId | null, store: Store): Promise<number> {
  const toWrite = await store.loadPostsToWrite(epoch, sources, last, Number.MAX_SAFE_INTEGER)
  const toRemove = await store.loadPostsToRemove(Number.MAX_SAFE_INTEGER)
  return toWrite.reduce((posts, { paths }) => posts + paths.length, toRemove.length)
}

/** What changes from now on is not written: should posts be wanted again, all are to be looked at. */
async function leaveOff(store: Store): Promise<null> {
  const before = await loadMade(store)
  if (before !== null && before.shape !== '') await store.saveSetting(POSTS_MADE_WITH, JSON.stringify({ ...before, shape: '' }))
  return null
}

async function loadMade(store: Store): Promise<MadePosts | null> {
  const kept = await store.loadSetting(POSTS_MADE_WITH)
  return kept === null ? null : (JSON.parse(kept) as MadePosts)
}

/** Records of another folder say nothing of this one. */
async function begin(dir: string, store: Store): Promise<MadePosts> {
  const before = await loadMade(store)
  if (before?.dir === dir) return before
  await store.forgetPosts()
  const fresh: MadePosts = { dir, shape: '', sources: {} }
  await store.saveSetting(POSTS_MADE_WITH, JSON.stringify(fresh))
  return fresh
}

function shapeOf({ site, publish }: Settings): string {
  return hash('sha256', JSON.stringify([POST_VERSION, site, publish.posts?.dialect]), 'base64url').slice(0, 16)
}

/** As long as the run has not ended: posts of these sources may be as it made them, or as they were; and how sources were shown that were new. */
function begunFrom(before: MadePosts, made: MadePosts, sources: readonly SourceId[]): MadePosts {
  return { ...before, sources: { ...made.sources, ...before.sources, ...Object.fromEntries(sources.map((id) => [id, ''])) } }
}

/** Those that are known by another name now; a source that is merely new has no posts. */
function changedSources(before: MadePosts, made: MadePosts): SourceId[] {
  return Object.entries(before.sources).flatMap(([id, fingerprint]) => (made.sources[id] === fingerprint ? [] : [id as SourceId]))
}

// --- writing

interface PostFile extends PostRecord {
  readonly parts: readonly Uint8Array[]
  readonly ownership: OutgoingFile['ownership']
  readonly formerPaths: readonly string[]
}

/** @returns `last`: the article that it came to */
async function writePosts(settings: Settings, found: Pick<Survey, 'attribution'>, work: Work, edges: PostsEdges): Promise<{ written: number; last: ArticleId | null }> {
  let written = 0
  let last: ArticleId | null = null
  for (;;) {
    const page: readonly PostToWrite[] = edges.signal?.aborted === true ? [] : await edges.store.loadPostsToWrite(work.epoch, work.sources, last, PAGE)
    if (page.length === 0) return { written, last }
    written += await writePage(page, settings, found, work, edges)
    last = page.at(-1)?.ref.articleId ?? last
  }
}

/**
 * What was there before us must have these bytes already, or be refused, before anything calls it ours; and what we are about to
 * write is recorded before it is there, so that it is known to be ours whatever happens.
 */
async function writePage(page: readonly PostToWrite[], settings: Settings, found: Pick<Survey, 'attribution'>, work: Work, { store, complete }: PostsEdges): Promise<number> {
  const { target } = work
  const entries = await store.loadEntries(page.map(({ ref }) => ref.articleId))
  const files: PostFile[] = []
  for (const asked of page) {
    const entry = entries.get(asked.ref.articleId)
    if (entry !== undefined) files.push(await fileOf(asked, toEntry(await completed(entry, complete), found.attribution), settings, work))
  }
  const staged = await stageAll(files, target)
  await commitAll(staged, () => store.savePosts(files.map((file) => ({ ...file, stamp: '' })), []))
  const former = files.flatMap(({ formerPaths }) => formerPaths)
  await removeOwn(former, target)
  await target.settle()
  await store.savePosts(files, former)
  return staged.filter((file) => file !== null).length
}

async function fileOf({ ref, paths }: PostToWrite, entry: ReturnType<typeof toEntry>, { site }: Settings, { target, existing, epoch }: Work): Promise<PostFile> {
  const { path, text } = renderPost(entry, site)
  const isOurs = paths.includes(path) || !existing.has(path) || (await isOwn(path, target))
  return {
    path,
    articleId: ref.articleId,
    stamp: `${ref.stamp}.${epoch}`,
    parts: [Buffer.from(text, 'utf8')],
    ownership: isOurs ? 'ours' : 'unknown',
    formerPaths: paths.filter((former) => former !== path),
  }
}

// --- removing

async function removePosts(target: Target, store: Store): Promise<number> {
  let removed = 0
  for (;;) {
    const paths = await store.loadPostsToRemove(REMOVED_AT_ONCE)
    if (paths.length === 0) return removed
    removed += await removeOwn(paths, target)
    await store.savePosts([], paths)
  }
}

/** A post that somebody changed stays. */
async function removeOwn(paths: readonly string[], target: Target): Promise<number> {
  let removed = 0
  for (const path of paths) {
    const bytes = await target.read(path)
    if (bytes === null || !isMarked(Buffer.from(bytes).toString('utf8'))) continue
    removed += await target.remove([{ path, hashes: new Set([hash('sha256', bytes)]) }])
  }
  return removed
}

/** Also one that a store wrote which is lost. */
async function isOwn(path: string, target: Target): Promise<boolean> {
  const bytes = await target.read(path)
  return bytes !== null && isMarked(Buffer.from(bytes).toString('utf8'))
}
