// A line that upstream forges (S23): a guid may hold line breaks, and what follows one would look like a line of ours.
import assert from 'node:assert/strict'
import { afterAll, describe, it } from 'vitest'
import type { SourceId } from '../../src/model/article.ts'
import { describeFailures, describeReport, type RefreshReport, type SourceReport } from '../../src/run/report.ts'
import { makeSite } from '../support/site.ts'

const FORGED = '  other: failed: all is lost [fetch.network]'
const GUID = `g1\n${FORGED}`

describe('no line of upstream’s is one of ours', () => {
  const site = makeSite({
    'feedmill.yaml': 'site: { title: Mill, url: https://mill.example.org/ }\nsources: [{ id: wire, url: wire.rss }]\n',
    'wire.rss': `<rss version="2.0"><channel><title>Wire</title><item><title>One</title><guid isPermaLink="false">${GUID}</guid></item></channel></rss>`,
  })
  afterAll(() => site.remove())
  const lines = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout, stderr } = await site.run(...args)
    return `${stdout}${stderr}`.split('\n')
  }

  it('in what a run says of a source', () => {
    const source: SourceReport = { id: 'wire' as SourceId, outcome: 'failed', http: 200, items: 1, new: 0, updated: 0, error: { code: 'fetch.status', message: GUID }, notes: [{ code: 'post.invalid', message: GUID }], movedTo: null, nextDueAt: null }
    const run: RefreshReport = { ok: true, startedAt: '', seconds: 0, sources: [source], notes: [], articles: { new: 0, updated: 0, stored: 1, stories: 1 }, feeds: { written: 0, unchanged: 0, removed: 0, bytes: 0 } }
    const said = [...describeReport(run, true), ...describeFailures([source])]
    assert.equal(said.filter((line) => line.includes('g1 other: failed')).length, 4)
    assert.deepEqual(said.filter((line) => line.includes('\n')), [])
  })

  it('in what `try`, `explain` and `retract` say of an article', async () => {
    await site.run('refresh')
    for (const args of [['try', 'wire'], ['explain', GUID], ['retract', GUID], ['explain', GUID]]) {
      const said = await lines(...args)
      assert.deepEqual([said.some((line) => line.includes('g1 other: failed')), said.includes(FORGED)], [true, false], args.join(' '))
    }
  })
})
