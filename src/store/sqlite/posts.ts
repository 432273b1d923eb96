// Posts as we wrote them, one for each entry of the feed of everything, and which of them are not as they are to be.

import type { ArticleId, EpochMs, SourceId } from '../../model/article.ts'
import { FEED_OF_ALL } from '../migrations.ts'
import type { PostRecord, PostToWrite } from '../store.ts'
import type { Connection } from './connection.ts'

export function countPosts(db: Connection): number {
  return db.all<{ posts: number }>('select count(*) as posts from post')[0]?.posts ?? 0
}

/** Articles are walked in id order whatever the planner would prefer, so that a page ends where its limit is reached. */
export function loadPostsToWrite(db: Connection, epoch: string, sources: readonly SourceId[], after: ArticleId | null, limit: number): PostToWrite[] {
  const sql =
    'select a.id, a.source, a.sort_at, a.stamp, (select json_group_array(p.path) from post p where p.article = a.id) as paths ' +
    `from article a cross join membership m on m.feed = ${FEED_OF_ALL} and m.sort_at = a.sort_at and m.article = a.n ` +
    "where a.id > ? and (not exists (select 1 from post p where p.article = a.id and p.stamp = a.stamp || '.' || ?) " +
    'or a.source in (select value from json_each(?))) order by a.id limit ?'
  const rows = db.all<PostRow>(sql, after ?? '', epoch, JSON.stringify(sources), limit)
  return rows.map(({ id, source, sort_at: sortAt, stamp, paths }) => ({
    ref: { articleId: id, sourceId: source, sortAt, stamp },
    paths: JSON.parse(paths) as string[],
  }))
}

interface PostRow {
  readonly id: ArticleId
  readonly source: SourceId
  readonly sort_at: EpochMs
  readonly stamp: string
  readonly paths: string
}

export function loadPostsToRemove(db: Connection, limit: number): string[] {
  const shown = `select 1 from article a join membership m on m.feed = ${FEED_OF_ALL} and m.sort_at = a.sort_at and m.article = a.n where a.id = p.article`
  return db.all<{ path: string }>(`select p.path from post p where not exists (${shown}) order by p.path limit ?`, limit).map(({ path }) => path)
}

export function savePosts(db: Connection, written: readonly PostRecord[], removedPaths: readonly string[]): void {
  db.transaction(() => {
    for (const path of removedPaths) db.run('delete from post where path = ?', path)
    for (const { path, articleId, stamp } of written) db.run('insert or replace into post (path, article, stamp) values (?, ?, ?)', path, articleId, stamp)
  })
}

export function forgetPosts(db: Connection): void {
  db.run('delete from post')
}
