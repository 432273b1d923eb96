import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { isFeedDocument, isLiveDocument, isOwnPath, looksPublished } from '../../src/model/document.ts'

describe('a path', () => {
  const paths: readonly { readonly path: string; readonly is: readonly ('live' | 'feed' | 'published' | 'own')[] }[] = [
    { path: 'all.rss', is: ['live', 'feed', 'published', 'own'] },
    { path: 'tag/a.json', is: ['live', 'feed', 'published', 'own'] },
    { path: 'view/a.html', is: ['live', 'published', 'own'] },
    { path: 'archive/tag/a/1.atom', is: ['feed', 'published', 'own'] },
    { path: 'archive/tag/a/1.html', is: ['published', 'own'] },
    { path: 'category/a.opml', is: ['published', 'own'] },
    { path: 'index.html.br', is: ['published', 'own'] },
    { path: 'manifest.json', is: ['published', 'own'] },
    { path: 'tag/a/b.rss', is: ['published', 'own'] },
    { path: 'robots.txt', is: ['own'] },
    { path: 'blog/all.rss', is: ['own'] },
    { path: '_headers', is: ['own'] },
    { path: '.well-known/feeds.gz', is: ['own'] },
    { path: '.well-known/other', is: [] },
    { path: '.htaccess', is: [] },
    { path: 'tag/../../a.rss', is: ['published'] },
    { path: '/all.rss', is: [] },
  ]
  for (const { path, is } of paths) {
    it(`is told for what it is: ${path}`, () => {
      const found = { live: isLiveDocument(path), feed: isFeedDocument(path), published: looksPublished(path), own: isOwnPath(path) }
      assert.deepEqual(Object.entries(found).filter(([, fits]) => fits).map(([name]) => name), is)
    })
  }
})
