// Small records beside the articles: post files as last read, documents as written and where their entries stand (the table `cuts`), settings by name.

import type { SourceId } from '../../model/article.ts'
import type { DocumentRecord, EntryRanges, WrittenDocument } from '../../model/document.ts'
import { documentFromRow, type DocumentRow, fileFromRow, type FileRow, rangesFromText, textOfRanges } from '../rows.ts'
import type { FileRecord } from '../store.ts'
import type { Connection } from './connection.ts'

export function loadFiles(db: Connection, sourceId: SourceId): ReadonlyMap<string, FileRecord> {
  const files = new Map<string, FileRecord>()
  const rows = db.lists<FileRow>('select path, size, modified_at, sha256, article_id, due_at from file where source = ?', sourceId)
  for (const row of rows) files.set(row[0], fileFromRow(row))
  return files
}

/** Inside a transaction. */
export function saveFiles(db: Connection, sourceId: SourceId, files: readonly FileRecord[], forgottenPaths: readonly string[]): void {
  const sql = 'insert or replace into file (source, path, size, modified_at, sha256, article_id, due_at) values (?, ?, ?, ?, ?, ?, ?)'
  for (const path of forgottenPaths) db.run('delete from file where source = ? and path = ?', sourceId, path)
  for (const { path, size, modifiedAt, sha256, articleId, dueAt } of files) {
    db.run(sql, sourceId, path, size, modifiedAt, sha256, articleId, dueAt)
  }
}

export function loadDocuments(db: Connection): ReadonlyMap<string, DocumentRecord> {
  const documents = new Map<string, DocumentRecord>()
  const rows = db.lists<DocumentRow>('select path, media_type, sha256, bytes, items, updated_at from document')
  for (const row of rows) documents.set(row[0], documentFromRow(row))
  return documents
}

export function saveDocuments(db: Connection, written: readonly WrittenDocument[], removedPaths: readonly string[]): void {
  const sql = 'insert or replace into document (path, media_type, sha256, bytes, items, updated_at) values (?, ?, ?, ?, ?, ?)'
  db.transaction(() => {
    for (const path of removedPaths) db.run('delete from document where path = ?', path)
    for (const path of removedPaths) db.run('delete from cuts where path = ?', path)
    for (const { path, mediaType, sha256, bytes, items, updatedAt, ranges } of written) {
      db.run(sql, path, mediaType, sha256, bytes, items, updatedAt)
      if (ranges === null) db.run('delete from cuts where path = ?', path)
      else db.run('insert or replace into cuts (path, frame, entries) values (?, ?, ?)', path, ranges.frame, textOfRanges(ranges.entries))
    }
  })
}

export function loadRanges(db: Connection, path: string): EntryRanges | null {
  const [row] = db.all<{ frame: string; entries: string }>('select frame, entries from cuts where path = ?', path)
  return row === undefined ? null : { frame: row.frame, entries: rangesFromText(row.entries) }
}

export function loadSetting(db: Connection, name: string): string | null {
  return db.all<{ value: string }>('select value from setting where name = ?', name)[0]?.value ?? null
}

export function saveSetting(db: Connection, name: string, value: string): void {
  db.run('insert or replace into setting (name, value) values (?, ?)', name, value)
}
