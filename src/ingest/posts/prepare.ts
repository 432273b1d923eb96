// One post file after another: read, hashed, parsed, derived. Knows nothing of other files, so that any number of threads can do it;
// plain data in and out. What the outcome means for the store is decided in visit.ts.

import { hash } from 'node:crypto'
import type { EpochMs } from '../../model/article.ts'
import type { Note } from '../../model/note.ts'
import type { PostsSource } from '../../model/source.ts'
import type { Arrival } from '../../store/store.ts'
import { type PostFile, readPost } from '../fetch/posts.ts'
import { bytesOfPost } from '../normalize/kept.ts'
import type { Rules } from '../normalize/normalize.ts'
import { derivePost, rawPost, withoutTemplates } from '../normalize/post-body.ts'
import { readPostFile, type ReadPostResult } from '../parse/post/post.ts'
import { findReferences, type LinkFinder, type References, resolved } from './links.ts'

/** A file to read. */
export interface PostToRead {
  readonly file: PostFile
  readonly knownHash: string | null // where these very bytes would bring nothing new
}

/** Files with all that decides what becomes of them. */
export interface PostTask {
  readonly source: PostsSource
  readonly rules: Rules
  readonly now: EpochMs
  readonly posts: readonly PostToRead[]
}

/** Other threads that prepare posts; what they make of the tasks comes in the order of those. */
export type PrepareElsewhere = (tasks: Iterable<PostTask>) => AsyncIterable<readonly PreparedPost[]>

export interface PreparedPost {
  readonly file: PostFile
  readonly sha256: string // '' where it could not be read
  readonly outcome: PostOutcome
}

export type PostOutcome =
  | { readonly kind: 'same' } // its bytes are the known ones
  | { readonly kind: 'linked' } // it asks for the links of others, and whoever read it did not know them
  | { readonly kind: 'bad'; readonly notes: readonly Note[] }
  | Exclude<ReadPostResult, { kind: 'post' | 'invalid' }>
  | MadePost

export interface MadePost {
  readonly kind: 'post'
  readonly arrival: Arrival
  readonly link: string // its own
  readonly expiresAt: EpochMs | null
  readonly references: References
  readonly notes: readonly Note[] // of its file
  readonly textNotes: readonly Note[] // of what was made of it
}

/** @param linksOf  null where the links of other posts are not known */
export function preparePosts({ posts, ...task }: PostTask, linksOf: LinkFinder | null): PreparedPost[] {
  return posts.map((post) => preparePost(post, task, linksOf))
}

function preparePost({ file, knownHash }: PostToRead, task: Omit<PostTask, 'posts'>, linksOf: LinkFinder | null): PreparedPost {
  const { bytes, reason } = readPost(task.source, file)
  if (bytes === null) return { file, sha256: '', outcome: { kind: 'bad', notes: [{ code: 'post.invalid', message: `${file.path}:1:1: ${reason}` }] } }
  const sha256 = hash('sha256', bytes)
  if (sha256 === knownHash) return { file, sha256, outcome: { kind: 'same' } }
  const result = readPostFile(bytes, file.path, task.source, { now: task.now, modifiedAt: file.modifiedAt })
  if (result.kind === 'invalid') return { file, sha256, outcome: { kind: 'bad', notes: result.notes } }
  return { file, sha256, outcome: result.kind === 'post' ? makePost(result, task.rules, linksOf) : result }
}

function makePost({ item, body: read, expiresAt, notes }: Extract<ReadPostResult, { kind: 'post' }>, rules: Rules, linksOf: LinkFinder | null): PostOutcome {
  const references = findReferences(read, linksOf)
  if (references === null) return { kind: 'linked' }
  const body = { ...read, links: resolved(references) }
  const raw = rawPost(item, body)
  const { article, notes: derived, complete } = derivePost(raw, rules)
  const textNotes = [...derived, ...withoutTemplates(body.text, body).notes]
  return { kind: 'post', arrival: { article, raw: bytesOfPost(raw), complete }, link: body.base, expiresAt, references, notes, textNotes }
}

/** The bytes of all articles in one buffer, which can then go to another thread as it is. */
export function withSharedBuffer(prepared: readonly PreparedPost[]): { readonly prepared: readonly PreparedPost[]; readonly buffer: ArrayBuffer } {
  const buffer = new ArrayBuffer(prepared.reduce((size, { outcome }) => size + (outcome.kind === 'post' ? outcome.arrival.raw.length : 0), 0))
  let at = 0
  const moved = prepared.map((post): PreparedPost => {
    if (post.outcome.kind !== 'post') return post
    const { arrival } = post.outcome
    const raw = new Uint8Array(buffer, at, arrival.raw.length)
    raw.set(arrival.raw)
    at += raw.length
    return { ...post, outcome: { ...post.outcome, arrival: { ...arrival, raw } } }
  })
  return { prepared: moved, buffer }
}
