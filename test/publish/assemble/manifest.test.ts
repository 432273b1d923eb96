import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { DocumentRecord } from '../../../src/model/document.ts'
import { readManifest, renderManifest } from '../../../src/publish/assemble/manifest.ts'

const record = { mediaType: 'text/html', sha256: 'ab', bytes: 7, items: 2, updatedAt: Date.UTC(2026, 0, 10) }

function recordOf(path: string): DocumentRecord {
  return { ...record, path }
}

function manifestOf(records: readonly DocumentRecord[]): string {
  return Buffer.concat(renderManifest(records)).toString('utf8')
}

describe('the manifest', () => {
  it('is sorted by path, one file a line', () => {
    const text = manifestOf([
      { ...record, path: 'tag/b.html' },
      { ...record, path: 'all.html', updatedAt: null },
    ])
    assert.equal(
      text,
      '{"files":{\n"all.html":{"type":"text/html","sha256":"ab","bytes":7,"items":2,"updated":null},\n' +
        '"tag/b.html":{"type":"text/html","sha256":"ab","bytes":7,"items":2,"updated":"2026-01-10T00:00:00Z"}\n}}\n',
    )
    assert.deepEqual(readManifest(text), new Map([['all.html', 'ab'], ['tag/b.html', 'ab']]))
  })

  for (const files of [0, 1, 1000, 2500]) {
    it(`of ${files} files is JSON and lists them all`, () => {
      const paths = Array.from({ length: files }, (_, n) => `tag/${String(n).padStart(4, '0')}.rss`)
      const text = manifestOf(paths.toReversed().map((path) => recordOf(path)))
      assert.deepEqual([...(readManifest(text)?.keys() ?? [])], paths)
      assert.equal(text.split('\n').length, Math.max(files, 1) + 3)
    })
  }

  for (const text of ['', 'null', '[]', '{"files":[]}', '{"name":"My app","icons":[]}', '{"files":{"a.js":"a.123.js"}}']) {
    it(`is not ours: ${JSON.stringify(text)}`, () => assert.equal(readManifest(text), null))
  }
})
