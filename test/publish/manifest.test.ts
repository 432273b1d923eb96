import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { readManifest, renderManifest } from '../../src/publish/manifest.ts'

const record = { mediaType: 'text/html', sha256: 'ab', bytes: 7, items: 2, updatedAt: Date.UTC(2026, 0, 10) }

describe('the manifest', () => {
  it('is sorted by path, one file a line', () => {
    const text = renderManifest([
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

  for (const text of ['', 'null', '[]', '{"files":[]}', '{"name":"My app","icons":[]}', '{"files":{"a.js":"a.123.js"}}']) {
    it(`is not ours: ${JSON.stringify(text)}`, () => assert.equal(readManifest(text), null))
  }
})
