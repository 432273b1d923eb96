// /status and /metrics over a real store.
import assert from 'node:assert/strict'
import axe, { type AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { refresh } from '../../../src/run/refresh.ts'
import { watchAnswers } from '../../../src/run/watch/answers.ts'
import { createMetrics, type Metrics } from '../../../src/run/watch/metrics.ts'
import { loadConfig } from '../../../src/settings/load.ts'
import type { Settings } from '../../../src/settings/settings.ts'
import { findChromium, NO_CHROMIUM, startChromium } from '../../support/browser.ts'
import { makeSite } from '../../support/site.ts'

const RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>&lt;b&gt;Wire</title><link>https://wire.example.org/</link><description/><item><guid>1</guid><title>One</title></item></channel></rss>'
const site = makeSite({
  'feedmill.yaml': 'site: { title: Mill, url: https://mill.example.org/ }\nsources:\n  - { id: wire, url: saved/wire.rss }\n  - { id: broken, url: "saved/${TOKEN}.rss" }\n  - { id: off, url: saved/none.rss, enabled: false }\n',
  'saved/wire.rss': RSS,
})

describe('what the daemon answers', () => {
  let settings: Settings
  let metrics: Metrics
  const ask = async (path: string, accept = '*/*'): Promise<{ type: string; body: string }> => {
    const answer = watchAnswers(settings, metrics).get(path)
    assert.ok(answer !== undefined)
    return answer(accept)
  }
  beforeAll(async () => {
    settings = await loadConfig(`${site.dir}/feedmill.yaml`, { TOKEN: 's3cret-token' })
    metrics = createMetrics()
    metrics.ran(await refresh(settings))
  })
  afterAll(() => site.remove())

  it('is a page for browsers and JSON for programs', async () => {
    assert.match((await ask('/status', 'text/html,application/xhtml+xml,*/*;q=0.8')).type, /^text\/html/u)
    for (const { type, body } of [await ask('/status', 'application/json'), await ask('/status.json')]) {
      const { ok, sources } = JSON.parse(body) as { ok: boolean; sources: { id: string; state: string }[] }
      assert.deepEqual([type, ok, sources.map(({ id, state }) => `${id} ${state}`)], ['application/json; charset=utf-8', true, ['wire ok', 'broken failing', 'off disabled']])
    }
  })

  it('leads to what is published, whatever is', async () => {
    assert.ok((await ask('/status', 'text/html')).body.includes('<a href="/">what is published</a>'))
    const page = await watchAnswers({ ...settings, publish: { ...settings.publish, formats: ['rss'] } }, metrics).get('/status')?.('text/html')
    assert.ok(page?.body.includes('<a href="/feeds.opml">what is published</a>'))
  })

  it('tells no secret, in any form', async () => {
    for (const path of ['/status', '/status.json', '/metrics']) {
      const { body } = await ask(path, 'text/html')
      assert.ok(!body.includes('s3cret'), path)
      if (path !== '/metrics') assert.ok(body.includes('broken'))
    }
  })

  it('counts runs, visits, articles, files and sources', async () => {
    metrics.failed()
    const { type, body } = await ask('/metrics')
    assert.match(type, /^text\/plain; version=0\.0\.4/u)
    const expected = [
      'feedmill_runs_total{outcome="ok"} 1',
      'feedmill_runs_total{outcome="failed"} 1',
      'feedmill_run_seconds_count 1',
      'feedmill_visits_total{outcome="ingested"} 1',
      'feedmill_visits_total{outcome="failed"} 1',
      'feedmill_articles_total{kind="new"} 1',
      'feedmill_articles 1',
      'feedmill_stories 1',
      'feedmill_sources{state="ok"} 1',
      'feedmill_sources{state="failing"} 1',
      'feedmill_sources{state="disabled"} 1',
      'feedmill_sources{state="gone"} 0',
    ]
    const lines = body.split('\n')
    assert.deepEqual(expected.filter((line) => !lines.includes(line)), [])
    assert.ok(lines.some((line) => /^feedmill_files [1-9]/u.test(line)) && lines.some((line) => line.startsWith('process_resident_memory_bytes')))
  })

  it('is a page that axe finds nothing in', async (context) => {
    const chromium = findChromium()
    context.skip(chromium === null, NO_CHROMIUM)
    const browser = await startChromium(chromium ?? '')
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme })
      await page.setContent((await ask('/status', 'text/html')).body)
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<AxeResults>('axe.run()')
      assert.deepEqual(violations.map(({ id, help }) => `${id}: ${help}`), [])
    }
    await browser.close()
  })
})
