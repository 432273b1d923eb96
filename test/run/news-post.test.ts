// A post as a crawler of Chinese finance news writes it, all of it made up: a hidden paragraph, a chart of now behind a comment that is
// never closed, a keyword link, a source line, the original's address on a line of its own, navigation. It comes out as a person would read it.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { htmlToText } from '../../src/formats/html.ts'
import { parseDocument } from '../../src/ingest/parse/parse.ts'
import { makeSite, type Site } from '../support/site.ts'

const CONFIG = `site: { title: 示例财经, url: https://news.example.org/, timezone: UTC, language: zh-CN }
sources: [{ id: news, type: posts, path: site, dialect: jekyll, timezone: Asia/Shanghai, clean: { preset: news-cn } }]
`
const TITLE = '河畔电商的2022：背靠“风筝”　发力“绳索”'
const ORIGINAL = 'http://share.example.com/html_News/NewsShare.html?infoCode=NW202205130000000007'
const PATH = 'site/_posts/2022-05-13-NW202205130000000007.md'

const postAt = (minute: number): string => `---
layout: post
title: "${TITLE}"
date: 2022-05-13 17:18:53 +0800
categories: 21shilijingjibaodao
tags: 21示例经济报道新闻
---
<p style="display:none;height:1px;overflow:hidden;"><br /></p><!-- EM_StockImg_Start --><p style="text-align:center;"><a href="http://quote.example.com/unify/r/900.00042" data-code="00042|900|5" class="EmImageRemark" target="_blank"><img src="https://webquoteklinepic.example.com/GetPic.aspx?nid=900.00042&imageType=k&token=0&at=${minute}" border="0" alt="K图 00042_0" style="border:#d1d1d1 1px solid;" width="578" height="276" /></a></p><p>　　5月13日，<span id="stock_900.00042"><a href="http://quote.example.com/unify/r/900.00042" class="keytip" data-code="900,00042">河畔电商</a></span><span id="quote_900.00042">(${minute}.10, 0.5%)</span>宣布了新的战略。</p><p><img src="//pic.example.com/2022/kite.jpg" alt="风筝" /></p><p>详见<a href="//www.example.com/a?b=1&amp;c=2">公告</a>。</p><p class="em_media">（文章来源：<a href="//www.example.com/m">21示例</a>经济报道）</p>

<${ORIGINAL}>

[返回21示例经济报道新闻](//news.example.org/category/21shilijingjibaodao.html)｜[返回首页](//news.example.org/)
`

let site: Site
beforeAll(async () => {
  site = makeSite({ 'feedmill.yaml': CONFIG, [PATH]: postAt(1) })
  const { status, stderr } = await site.run('refresh')
  assert.equal(status, 0, stderr)
})
afterAll(() => site.remove())

describe('an imported news post', () => {
  for (const format of ['rss', 'atom', 'json']) {
    it(`is whole and clean in ${format}`, () => {
      const [item, more] = parseDocument(Buffer.from(site.read(`feeds/all.${format}`)), null, format).items
      assert.ok(item !== undefined && more === undefined)
      const html = item.content?.value ?? ''
      assert.equal(item.title?.value, TITLE.replaceAll('　', ' '))
      assert.equal(Date.parse(item.published ?? ''), Date.parse('2022-05-13T09:18:53Z'))
      assert.deepEqual(item.people.map(({ name, text }) => name ?? text), ['21示例经济报道'])
      assert.equal(item.links.find(({ rel }) => rel === 'alternate')?.href, ORIGINAL)
      assert.deepEqual(item.terms.map(({ label }) => label), ['21shilijingjibaodao', '21示例经济报道新闻'])
      assert.equal(htmlToText(html), '5月13日，河畔电商宣布了新的战略。 详见公告。')
      assert.deepEqual(addressesIn(html), ['https://pic.example.com/2022/kite.jpg', 'https://www.example.com/a?b=1&amp;c=2'])
    })
  }

  it('is whole and clean in HTML', () => {
    const page = site.read('feeds/all.html')
    const body = /<div class="body"[^>]*>(.*?)<\/div>/su.exec(page)?.[1] ?? ''
    assert.equal(htmlToText(body), '5月13日，河畔电商宣布了新的战略。 详见公告。')
    assert.ok(page.includes(`<a href="${ORIGINAL}">`))
    assert.ok(page.includes('21示例经济报道'))
    for (const trace of ['GetPic', 'quote.example', 'EM_StockImg', 'height:1px', '文章来源', '返回']) assert.ok(!page.includes(trace), trace)
    assert.ok(addressesIn(page).every((address) => /^(?:https?:\/\/|#)/u.test(address)))
  })

  it('has a feed of its category and one of its tag', () => {
    for (const path of ['category/21shilijingjibaodao', 'tag/21shilijingjibaodaoxinwen', 'source/news']) assert.match(site.read(`feeds/${path}.rss`), /河畔电商/u)
  })

  it('is not taken for updated when only its chart and its prices are', async () => {
    const before = site.tree('feeds')
    site.write(PATH, postAt(2))
    const { stdout } = await site.run('refresh', '--json')
    const { articles, feeds } = JSON.parse(stdout) as { articles: { new: number; updated: number }; feeds: { written: number } }
    assert.deepEqual([articles.new, articles.updated, feeds.written], [0, 0, 0])
    assert.deepEqual(site.tree('feeds'), before)
  })
})

function addressesIn(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="?([^"\s>]+)/gu)].map(([, address]) => address ?? '')
}
