// The library's face: what other programs may import. Everything else may change without notice.

export { loadConfig } from './settings/load.ts'
export type { Settings as Config } from './settings/settings.ts'
export { refresh, type RefreshOptions } from './run/refresh.ts'
export type { RefreshReport, SourceReport } from './run/report.ts'
export { readFeed, type ReadFeed, type ReadItem } from './ingest/read-feed.ts'
export { readPost, type ReadPost, type ReadPostOptions } from './ingest/read-post.ts'
export { FeedmillError, type ErrorCode } from './model/errors.ts'
export type { Note, NoteCode } from './model/note.ts'
