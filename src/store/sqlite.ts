// Store on SQLite: one file, opened once, held until it is closed. Assembles what lies in sqlite/ and decides nothing.

import { type Taxonomy, NO_TAXONOMY } from '../model/taxonomy.ts'
import { loadArchived, sealPages } from './sqlite/feeds/archive.ts'
import { createBatchSaver, loadArticles } from './sqlite/articles.ts'
import { copyStore, openConnection } from './sqlite/connection.ts'
import { loadEntries } from './sqlite/feeds/entries.ts'
import { clearFeedsToWrite, counts, loadFeeds, loadFeedsToWrite, loadPage, markAllFeeds } from './sqlite/feeds/feeds.ts'
import { findAlike, findSurplus, forget, loadListing, recognize } from './sqlite/identities.ts'
import { countPosts, forgetPosts, loadPostsToRemove, loadPostsToWrite, savePosts } from './sqlite/posts.ts'
import { findRetracted, forgetRetractions, loadDeletedEntries, loadRetractions, retract } from './sqlite/retractions.ts'
import { loadDocuments, loadFiles, loadRanges, loadSetting, saveDocuments, saveSetting } from './sqlite/records.ts'
import { mergeTerms } from './sqlite/terms/merged-terms.ts'
import { alignViews } from './sqlite/views/views.ts'
import { loadSourceStates, retireSourcesExcept, saveSourceState, saveVisits } from './sqlite/sources.ts'
import { alignTerms, loadTerms } from './sqlite/terms/terms.ts'
import { settleNewTerms } from './sqlite/terms/new-terms.ts'
import type { Store } from './store.ts'
import { type TextOf, textOfArticle } from './views.ts'

/**
 * Opens the store in one SQLite file, making the file and its folder where there is none.
 *
 * @param path    absolute
 * @param textOf  where views look for words
 * @throws FeedmillError `store.corrupt`, `store.newer`, `store.unavailable`; the file is then as it was
 */
export async function openSqlite(path: string, textOf: TextOf = textOfArticle): Promise<Store> {
  const db = openConnection(path)
  let taxonomy: Taxonomy = NO_TAXONOMY
  return {
    loadSourceStates: async () => loadSourceStates(db),
    saveSourceState: async (id, state) => saveSourceState(db, id, state),
    saveVisits: async (visits) => saveVisits(db, visits),
    retireSourcesExcept: async (ids) => retireSourcesExcept(db, ids),
    save: createBatchSaver(db, () => taxonomy, textOf),
    loadArticles: async (sourceId, after, limit) => loadArticles(db, sourceId, after, limit),
    recognize: async (ids) => recognize(db, ids),
    loadListing: async (sourceId, list) => loadListing(db, sourceId, list),
    findAlike: async (sourceId, likenesses) => findAlike(db, sourceId, likenesses),
    findSurplus: async (sourceId, limits) => findSurplus(db, sourceId, limits),
    forget: async (ids, rule) => forget(db, ids, rule),
    loadFiles: async (sourceId) => loadFiles(db, sourceId),
    retract: async (ids, at) => retract(db, ids, at),
    forgetRetractions: async (ids) => forgetRetractions(db, ids),
    loadRetractions: async () => loadRetractions(db),
    findRetracted: async (articles) => findRetracted(db, articles),
    loadTerms: async () => loadTerms(db),
    applyTaxonomy: async (wanted) => {
      taxonomy = wanted
      db.transaction(() => alignTerms(db, wanted))
    },
    mergeTerms: async (wanted) => mergeTerms(db, wanted),
    settleNewTerms: async (wanted) => settleNewTerms(db, wanted),
    applyViews: async (views) => alignViews(db, views, textOf),
    counts: async () => counts(db),
    loadFeeds: async () => loadFeeds(db),
    loadFeedsToWrite: async () => loadFeedsToWrite(db),
    markAllFeeds: async () => markAllFeeds(db),
    clearFeedsToWrite: async (keys) => clearFeedsToWrite(db, keys),
    loadPage: async (key, limit, offset = 0) => loadPage(db, key, limit, offset),
    loadDeletedEntries: async (key, since, limit) => loadDeletedEntries(db, key, since, limit),
    sealPages: async (key, limit) => sealPages(db, key, limit),
    loadArchived: async (key, n) => loadArchived(db, key, n),
    loadEntries: async (ids) => loadEntries(db, ids),
    loadDocuments: async () => loadDocuments(db),
    saveDocuments: async (written, removedPaths) => saveDocuments(db, written, removedPaths),
    countPosts: async () => countPosts(db),
    loadPostsToWrite: async (epoch, sources, after, limit) => loadPostsToWrite(db, epoch, sources, after, limit),
    loadPostsToRemove: async (limit) => loadPostsToRemove(db, limit),
    savePosts: async (written, removedPaths) => savePosts(db, written, removedPaths),
    forgetPosts: async () => forgetPosts(db),
    loadRanges: async (path) => loadRanges(db, path),
    loadSetting: async (name) => loadSetting(db, name),
    saveSetting: async (name, value) => saveSetting(db, name, value),
    close: async () => db.close(),
  }
}

/**
 * Copies the store at `path`, as it is at this moment, to `copy`, where there is no file yet. Does nothing where there is no store.
 *
 * @throws FeedmillError as openSqlite, naming `path`
 */
export async function copySqlite(path: string, copy: string): Promise<void> {
  copyStore(path, copy)
}
