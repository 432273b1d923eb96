// The pages as a browser sees them: they obey their own policy, fit a small screen, and are readable in light and dark.

import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { renderRiver } from '../../../../src/publish/render/html.ts'
import { renderDirectory } from '../../../../src/publish/render/html/directory.ts'
import { renderHtmlEntry } from '../../../../src/publish/render/html/entry.ts'
import { findChromium, NO_CHROMIUM, startChromium } from '../../../support/browser.ts'
import { listed, river, SITE, story, term } from '../../../support/story.ts'

const chromium = findChromium()

const WORDS = 'The crane moved in five tides. '.repeat(20)
const CONTENT = `<h2>Wide</h2><p>${WORDS}</p><table><tr>${'<td>unbreakable_cell</td>'.repeat(20)}</tr></table>
<pre><code>${'x'.repeat(400)}</code></pre><p>${'w'.repeat(300)}</p><p><a href="https://e.example/">https://e.example/${'path'.repeat(60)}</a></p>
<img src="https://e.example/i.png" width="2000" height="900" alt=""><main><h1>Not the page’s</h1></main>`

const stories = [
  story({ contentHtml: CONTENT, categories: [term('category', 'places')], tags: [term('tag', 'g'.repeat(120), 'g')] }),
  story({ title: 'المكتبة التي تُعير المفاتيح', language: 'ar', contentHtml: '<p>تعير هذه المكتبة مفاتيح السطوح.</p>' }),
  story({ title: null, contentHtml: `<p>Untitled ${'n'.repeat(200)}</p>` }),
  story({ title: 'W'.repeat(200), language: 'zh-CN', contentHtml: `<p>${'柳桥大学的学生画出了气温图。'.repeat(40)}</p>` }),
  story({ enclosures: [{ url: 'https://e.example/6.mp3', mediaType: 'audio/mpeg', bytes: 1, seconds: 1 }] }),
].map((entry) => ({ publishedAt: entry.publishedAt, html: renderHtmlEntry(entry, SITE) }))

const evil = {
  publishedAt: 0,
  html: '<article><script>document.title = "taken"</script><img src="https://e.example/x" onerror="document.title = \'taken\'"><p style="color: red">x</p></article>',
}

const PAGES: Readonly<Record<string, string>> = {
  '/all.html': renderRiver(river({ kind: 'all', title: SITE.title, description: SITE.description, stories, olderUrl: `${SITE.url}archive/1.html` })),
  '/empty.html': renderRiver(river()),
  '/evil.html': renderRiver(river({ stories: [evil] })),
  '/index.html': renderDirectory({
    site: SITE,
    opmlUrl: `${SITE.url}feeds.opml`,
    feeds: [
      listed('all', SITE.title, 'all'),
      listed('tag', 'tides', 'tag/tides'),
      listed('tag', 'cranes', 'tag/cranes'),
      listed('tag', 'Crème brûlée', 'tag/cremebrulee'),
      listed('tag', '集市', 'tag/jishi'),
      listed('tag', 'l'.repeat(200), 'tag/l'),
    ],
  }),
}

let server: Server
let browser: Browser | null = null
let base = ''

beforeAll(async () => {
  if (chromium === null) return
  server = createServer((request, response) => {
    const html = PAGES[request.url ?? '']
    response.writeHead(html === undefined ? 204 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await startChromium(chromium)
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

beforeEach((context) => context.skip(chromium === null, NO_CHROMIUM))

/** Opens a page, hands it to `look`, and returns what the browser complained of and whom it asked besides our server. */
async function open(path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<{ complaints: string[]; asked: string[] }> {
  assert.ok(browser !== null)
  const context = await browser.newContext(options)
  const complaints: string[] = []
  const asked: string[] = []
  const opened = await context.newPage()
  opened.on('console', (message) => complaints.push(message.text()))
  opened.on('pageerror', (error) => complaints.push(error.message))
  await context.route((url) => url.origin !== base, (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  await opened.goto(base + path)
  await look(opened)
  await context.close()
  return { complaints, asked }
}

describe('in a browser', () => {
  for (const path of ['/all.html', '/empty.html', '/index.html']) {
    it(`${path} loads without a complaint and asks no other host`, async () => {
      assert.deepEqual(await open(path, {}, async () => {}), { complaints: [], asked: [] })
    })

    it(`${path} fits 360 pixels, folds closed and open`, async () => {
      await open(path, { viewport: { width: 360, height: 700 } }, async (page) => {
        assert.deepEqual(await stickingOut(page), [], 'closed')
        await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
        assert.deepEqual(await stickingOut(page), [], 'open')
      })
    })

    it(`${path} has contrast enough in light and dark`, async () => {
      await open(path, {}, async (page) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          for (const selector of ['h1', '.facts', '.ways summary', '.ways a', '.bar nav a']) {
            const ratio = await contrast(page, selector)
            assert.ok(ratio >= 4.5, `${selector} has ${ratio.toFixed(2)} to 1 in ${colorScheme}`)
          }
        }
      })
    })
  }

  it('runs nothing that came in with a story', async () => {
    const { complaints } = await open('/evil.html', {}, async (page) => assert.equal(await page.title(), 'tides — Example Mill'))
    assert.ok(complaints.length >= 2, complaints.join('\n'))
  })

  it('turns a story in Arabic around and leaves the page as it is', async () => {
    await open('/all.html', {}, async (page) => {
      const directions = await page.evaluate("[...document.querySelectorAll('html, .story')].map((element) => getComputedStyle(element).direction)")
      assert.deepEqual(directions, ['ltr', 'ltr', 'rtl', 'ltr', 'ltr', 'ltr'])
    })
  })

  it('shows an excerpt or the whole text, not both', async () => {
    await open('/all.html', {}, async (page) => {
      const excerpt = page.locator('.story:first-child > .cut')
      assert.ok(await excerpt.isVisible())
      await page.locator('.story:first-child summary').click()
      assert.ok(!(await excerpt.isVisible()) && (await page.locator('.story:first-child .body').isVisible()))
    })
  })

  const searches = [
    { it: 'finds a feed by a part of its name', text: 'CRAN', expect: ['cranes'] },
    { it: 'finds it by words in any order', text: 'brûlée cr', expect: ['Crème brûlée'] },
    { it: 'finds it without its accents', text: 'creme', expect: ['Crème brûlée'] },
    { it: 'finds Chinese by its pinyin', text: 'jishi', expect: ['集市'] },
    { it: 'finds nothing and says so', text: 'zzz', expect: [] },
  ]
  it('the directory finds feeds as one types', async () => {
    await open('/index.html', {}, async (page) => {
      for (const c of searches) {
        await page.keyboard.press('/')
        await page.keyboard.type(c.text)
        assert.deepEqual(await page.locator('.feeds li:visible bdi').allTextContents(), c.expect, `it ${c.it}`)
        assert.equal(await page.locator('output').textContent(), c.expect.length === 0 ? 'No feed has that in its name.' : '1 found')
        await page.keyboard.press('Escape')
        assert.equal(await page.locator('.feeds li:visible').count(), 5)
        await page.evaluate('document.activeElement.blur()')
      }
    })
  })

  it('the directory copies an address', async () => {
    await open('/index.html', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      const row = page.locator('.feeds li').filter({ hasText: 'cranes' })
      await row.getByRole('button').click()
      await row.getByText('Copied').waitFor()
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'https://mill.example.org/tag/cranes.rss')
    })
  })

  it('the directory without script is the same list without a box', async () => {
    await open('/index.html', { javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator('.feeds li:visible').count(), 5)
      assert.ok(!(await page.locator('input').isVisible()))
      assert.equal(await page.locator('button').count(), 0)
    })
  })
})

/** Elements that reach out of the screen and are not scrolled inside a box of their own; none unless the page itself scrolls sideways. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    return [scrollWidth, ...wide.map((element) => element.tagName + '.' + element.className)]
  })()`)
}

/** WCAG 2.2's contrast ratio of an element's text to what is painted behind it. */
async function contrast(page: Page, selector: string): Promise<number> {
  const [text = '', behind = ''] = await page.evaluate<string[]>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)})
    let painted = element
    while (getComputedStyle(painted).backgroundColor === 'rgba(0, 0, 0, 0)') painted = painted.parentElement
    return [getComputedStyle(element).color, getComputedStyle(painted).backgroundColor]
  })()`)
  const [darker = 0, lighter = 0] = [luminance(text), luminance(behind)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** @param color  as browsers compute it: `rgb(252, 251, 248)` */
function luminance(color: string): number {
  const parts = (color.match(/\d+/gu) ?? []).slice(0, 3).map((part) => Number(part) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
