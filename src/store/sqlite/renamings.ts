// Which identities name which article: its own, and those that its source gave it later; and articles that are alike.

import type { ArticleId, SourceId } from '../../model/article.ts'
import type { Recognized, Renaming } from '../store.ts'
import type { Connection } from './connection.ts'

const AMBIGUOUS = 3 // so many alike say as much as more of them

export function recognize(db: Connection, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Recognized> {
  const sql =
    'select asked.value as id, a.n, r.guid from json_each(?) asked left join article a on a.id = asked.value ' +
    'left join renaming r on r.identity = asked.value where a.n is not null or r.guid is not null'
  const rows = db.all<{ id: ArticleId; n: number | null; guid: string | null }>(sql, JSON.stringify(ids))
  return new Map(rows.map(({ id, n, guid }) => [id, n === null && guid !== null ? { kind: 'renamed', guid } : { kind: 'stored' }]))
}

export function findAlike(db: Connection, sourceId: SourceId, likenesses: readonly string[]): ReadonlyMap<string, readonly ArticleId[]> {
  const sql = `select id from article where source = ? and likeness = ? order by id limit ${AMBIGUOUS}`
  const find = (likeness: string): ArticleId[] => db.all<{ id: ArticleId }>(sql, sourceId, likeness).map(({ id }) => id)
  return new Map(likenesses.map((likeness) => [likeness, find(likeness)]))
}

/** Inside a transaction, when the articles are there. */
export function saveRenamings(db: Connection, renamings: readonly Renaming[]): void {
  const sql = 'insert or replace into renaming (identity, article, guid) select ?, n, ? from article where id = ?'
  for (const { identity, articleId, guid } of renamings) db.run(sql, identity, guid, articleId)
}
