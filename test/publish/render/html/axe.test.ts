// The sample's pages as they are published, looked at by axe-core: nothing that keeps a person out, in light and dark, folds closed and open.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import axe, { type AxeResults } from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { findChromium, NO_CHROMIUM, startChromium } from '../../../support/browser.ts'

const FEEDS = resolve(import.meta.dirname, '../../../../feeds')
const chromium = findChromium()

const pages = [
  { what: 'the directory', path: 'index.html' },
  { what: 'a river', path: 'all.html' },
  { what: 'a page of an archive', path: globSync('archive/all/*.html', { cwd: FEEDS }).sort()[0] ?? '' },
  { what: 'a tag', path: 'tag/tools.html' },
  { what: 'a category with its subscription list', path: 'category/places.html' },
  { what: 'a source in Arabic', path: 'source/ufuq.html' },
  { what: 'a source in Chinese', path: 'category/hepanjingjibao.html' },
  { what: 'a podcast', path: 'source/longwave.html' },
]

let server: Server
let browser: Browser | null = null
let base = ''

beforeAll(async () => {
  if (chromium === null) return
  server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(join(FEEDS, new URL(request.url ?? '/', 'http://x').pathname)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await startChromium(chromium)
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

beforeEach((context) => context.skip(chromium === null, NO_CHROMIUM))

/** Each rule that is broken, with the first element that breaks it; WCAG 2.2 AA and axe's best practices. */
async function complaints(path: string, colorScheme: 'light' | 'dark', isOpen: boolean, width: number): Promise<string[]> {
  assert.ok(browser !== null)
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  const page = await context.newPage()
  await context.route((url) => !url.href.startsWith(base), (route) => route.abort())
  await page.goto(base + path)
  if (isOpen) await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
  await page.evaluate("document.querySelectorAll('.feeds li').forEach((row) => { row.style.contentVisibility = 'visible' })") // rows out of sight too
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })")
  await context.close()
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)}`)
}

describe('axe finds nothing', () => {
  for (const { what, path } of pages) {
    it(`in ${what}, light`, async () => assert.deepEqual(await complaints(path, 'light', false, 1280), []))
    it(`in ${what}, dark, on a small screen, folds open`, async () => assert.deepEqual(await complaints(path, 'dark', true, 390), []))
  }
})
