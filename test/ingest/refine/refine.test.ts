// Values taken out of a text and what nobody wants removed, as a config says it; and what hostile texts cannot do.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { deriveArticle, normalizeFeed } from '../../../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../../../src/ingest/parse/parse.ts'
import { createRefiner } from '../../../src/ingest/refine/refine.ts'
import type { Article, SourceId } from '../../../src/model/article.ts'
import { NO_TAXONOMY } from '../../../src/model/taxonomy.ts'
import { buildRefining } from '../../../src/settings/texts/refining.ts'

type Config = Parameters<typeof buildRefining>[0]

function rulesFor(config: Config) {
  const refining = buildRefining(config, {})
  return { sourceId: 'wire' as SourceId, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY, refiner: refining && createRefiner(refining), secrets: [] }
}

function normalized(config: Config, ...items: readonly string[]) {
  const rss = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`
  return normalizeFeed(parseDocument(Buffer.from(rss), null, 'wire'), 'https://wire.example.org/rss', rulesFor(config), new Map()).items
}

function articleFrom(config: Config, html: string, more = '<title>T</title><guid>1</guid><author>Desk</author>'): Article {
  const first = normalized(config, `${more}<description><![CDATA[${html}]]></description>`)[0]
  assert.ok(first !== undefined)
  return first.article
}

describe('clean', () => {
  const cases: readonly (readonly [it: string, clean: NonNullable<Config['clean']>, html: string, expect: string])[] = [
    ['removes elements by selector', { remove: ['.ad', 'p > img[src*="now.png"]'] }, '<p>a</p><div class="ad"><p>b</p></div><p><img src="/now.png?1">c</p>', '<p>a</p><p>c</p>'],
    ['removes a paragraph by its text', { removeText: ['^Advertisement$'] }, '<p>a</p><p>  Advertise<b>ment</b> </p><p>No Advertisement</p>', '<p>a</p><p>No Advertisement</p>'],
    ['removes a line between two breaks', { removeText: ['^ad'] }, '<p>a<br>ad one<br>b<br>ad two</p>', '<p>a<br>b</p>'],
    ['removes a line outside any block', { removeText: ['^ad'] }, 'a<br>ad', 'a'],
    ['never takes a block for the text of one line in it', { removeText: ['Advertisement'] }, '<div><p>a</p><div>Advertisement</div></div>', '<div><p>a</p></div>'],
    ['removes the item that it leaves empty', { removeText: ['^ad$'] }, '<ul><li>a</li><li>ad</li></ul>', '<ul><li>a</li></ul>'],
    ['keeps a picture that an empty pattern might fit', { removeText: ['^$'] }, '<p><img src="/a.png" alt="a"></p>', '<p><img src="https://wire.example.org/a.png" alt="a"></p>'],
    ['keeps the inside of a removed wrapper', { unwrap: ['span.k', 'a.k'] }, '<p>a <span class="k"><a class="k" href="/x">b <i>c</i></a></span> d</p>', '<p>a b <i>c</i> d</p>'],
    ['removes what is to be removed and to be opened', { remove: ['.ad', 'b:first-child + i'], unwrap: ['span'] }, '<p><b>a</b><i>b</i> <span>c</span><span class="ad">d</span></p>', '<p><b>a</b> c</p>'],
    ['finds what a comment marks', { remove: ['comment[text^="ad" i] + p'] }, '<p>a</p><!-- Ad begins --><p>b</p><!-- other --><p>c</p>', '<p>a</p><p>c</p>'],
    ['lets no comment keep what is emptied', { remove: ['img'] }, '<p><!-- x --><img src="/a.png"></p><p>a<!-- y --></p>', '<p>a</p>'],
    ['trims indents of any width', { indents: true }, '<p>\u3000\u3000a</p><p><b>&nbsp;\u3000</b>b<br>\u3000c</p>', '<p>a</p><p>b<br>c</p>'],
  ]
  for (const [name, clean, html, expect] of cases) it(name, () => assert.equal(articleFrom({ clean }, html).contentHtml, expect))

  it('still makes safe what it has cleaned', () => {
    assert.equal(articleFrom({ clean: { remove: ['i'] } }, '<p onclick="x()">a<script>alert(1)</script></p><scr<i>x</i>ipt>b').contentHtml.includes('script'), false)
  })
})

describe('extract', () => {
  const text = '<p class="source">from: <a href="/d">The</a> Desk</p><h1>Real title</h1><p>b <a class="original" href="../x?y=1&amp;z=2">more</a></p><p>（来源：示例报）</p>'
  const cases: readonly (readonly [it: string, config: Config, pick: (article: Article) => unknown, expect: unknown])[] = [
    ['takes an author from a text by pattern', { extract: { author: { select: '.source', match: 'from: (.+)' } } }, ({ authors }) => authors.map(({ name }) => name), ['The Desk']],
    ['takes it from a line when no selector is given', { extract: { author: { match: '^（来源：(.+)）$' } } }, ({ authors }) => authors.map(({ name }) => name), ['示例报']],
    ['takes a link from an attribute, absolute', { extract: { url: { select: 'a.original', attr: 'href' } } }, ({ url }) => url, 'https://wire.example.org/x?y=1&z=2'],
    ['takes a title', { extract: { title: { select: 'h1', remove: true } } }, ({ title }) => title, 'Real title'],
    ['takes a summary', { extract: { summary: { select: 'h1' } } }, ({ summary }) => summary, 'Real title'],
    ['leaves what the document says where it finds nothing', { extract: { author: { select: '.nobody' } } }, ({ authors }) => authors.map(({ name }) => name), ['Desk']],
    ['removes only what fits', { extract: { author: { select: 'p', match: '^（来源：(.+)）$', remove: true } } }, ({ contentHtml }) => contentHtml.includes('from:') && !contentHtml.includes('来源'), true],
  ]
  for (const [name, config, pick, expect] of cases) it(name, () => assert.deepEqual(pick(articleFrom(config, text)), expect))

  it('makes tags of a scheme of their own of all that another name finds', () => {
    const { tags } = articleFrom({ extract: { stock: { select: '[data-code]', attr: 'data-code', match: '^\\d+\\|(\\d+)', scheme: 'instrument' } } }, '<a data-code="1|600519">a</a> <a data-code="0|000001">b</a> <a data-code="x">c</a>')
    assert.deepEqual(tags, [{ label: '600519', scheme: 'instrument' }, { label: '000001', scheme: 'instrument' }])
  })

  it('lets the source’s own rule go before its preset’s, and both remove', () => {
    const config: Config = { extract: { author: { select: '.by' } }, clean: { preset: 'news-cn' } }
    const { authors, contentHtml } = articleFrom(config, '<p>a</p><p class="by">Own</p><p>（文章来源：示例报）</p>')
    assert.deepEqual([authors.map(({ name }) => name), contentHtml], [['Own'], '<p>a</p><p>Own</p>'])
  })
})

describe('the preset news-cn', () => {
  const cases: readonly (readonly [it: string, html: string, expect: string])[] = [
    ['drops hidden paragraphs', '<p style="display:none;height:1px"><br></p><p>正文。</p>', '<p>正文。</p>'],
    ['drops charts of now', '<p><a class="EmImageRemark" href="//quote.example.org/1"><img src="//webquoteklinepic.example.org/GetPic.aspx?nid=1"></a></p><p>正文。</p>', '<p>正文。</p>'],
    [
      'drops links around keywords and the quotes behind them',
      '<p>买<span id="stock_1.600519"><a href="//quote.example.org/1" class="keytip" data-code="1,600519">某酒</a></span><span id="quote_1.600519">1%</span>了</p>',
      '<p>买某酒了</p>',
    ],
    ['drops a source line whose name links break', '<p>正文。</p><p>（文章来源：<a href="/a">示例</a>日报）</p>', '<p>正文。</p>'],
    ['drops the editor', '<p>正文。</p><p>（责任编辑：某某）</p>', '<p>正文。</p>'],
    ['drops the way back at the foot', '<p>正文。</p><p><a href="/a">返回示例报新闻</a>｜<a href="/">返回首页</a></p>', '<p>正文。</p>'],
    ['drops the way to other articles', '<p>正文。</p><p>上一篇：某事</p><p>下一篇 | 别的事</p>', '<p>正文。</p>'],
    ['drops counters', '<p>正文。</p><p>阅读 1,234 次</p><p>评论(12)</p><p>阅读量：1.2万</p>', '<p>正文。</p>'],
    ['drops a title of before', '<p>（原标题：某事）</p><p>正文。</p>', '<p>正文。</p>'],
    ['keeps the source of a table', '<p>正文。</p><p>资料来源：某研究所</p><p>数据来源：某数据</p>', '<p>正文。</p><p>资料来源：某研究所</p><p>数据来源：某数据</p>'],
    ['keeps words that counters begin with', '<p>阅读 1 本书，胜过千言。</p><p>评论员认为，3次</p>', '<p>阅读 1 本书，胜过千言。</p><p>评论员认为，3次</p>'],
    ['drops keyword links of other portals', '<p>买<a class="singleStock backweb" href="https://stockpage.example.org/1">某酒</a>和<a class="article-keyword" href="/k">某茶</a></p>', '<p>买某酒和某茶</p>'],
    ['keeps other links', '<p><a href="/a">某文</a></p>', '<p><a href="https://wire.example.org/a">某文</a></p>'],
    ['keeps sentences that begin alike', '<p>返回工厂的工人说，来源：不明。</p>', '<p>返回工厂的工人说，来源：不明。</p>'],
    ['drops full-width indents', '<p>　　正文。</p>', '<p>正文。</p>'],
  ]
  for (const [name, html, expect] of cases) it(name, () => assert.equal(articleFrom({ clean: { preset: 'news-cn' } }, html).contentHtml, expect))

  const CHARTS: readonly (readonly [by: string, html: string])[] = [
    ['a comment before them', '<!-- EM_StockImg_Start --><p><a href="/q"><img src="/1"></a></p><!-- EM_StockImg_End -->'],
    ['a comment in their paragraph', '<p><!-- Chart_Start --><img src="/1"></p>'],
    ['a data attribute', '<p><img data-code="K 01024|116|5" src="/1"></p>'],
    ['a data attribute of their link', '<p><a data-code="600519" href="/q"><img src="/1"></a></p>'],
    ['the page of prices that they lead to', '<p><a href="//quote.example.org/1"><img src="/1"></a></p>'],
    ['the script that draws them', '<p><img src="https://charts.example.org/pic.aspx?nid=900.0042&type=k&at=1"></p>'],
    ['an address that a script would set', '<p><img src="/blank.gif" data-original="https://e.example/GetPic.aspx?nid=1"></p>'],
    ['a folder of drawings', '<p><img src="https://image.example.org/newchart/daily/n/sh600000.gif"></p>'],
    ['a class', '<div class="hq"><div class="stock-chart"><img src="/1"></div></div>'],
    ['a class of their link', '<p><a class="ChartRemark" href="/q"><img src="/1"></a></p>'],
    ['their words', '<p><img alt="K图 0042_0" src="/1"></p>'],
  ]
  for (const [by, html] of CHARTS) {
    it(`knows charts of now by ${by}`, () => assert.equal(articleFrom({ clean: { preset: 'news-cn' } }, `${html}<p>正文。</p>`).contentHtml, '<p>正文。</p>'))
  }

  const PICTURES = [
    'src="https://e.example/charts/gdp-2022.png" alt="走势图"',
    'src="https://e.example/image.php?nid=123&w=600" alt="a"',
    'src="https://quote.example.org/photo.jpg" alt="a"',
    'src="https://e.example/photo.aspx?id=12" alt="a" class="article-img"',
  ]
  for (const picture of PICTURES) {
    it(`keeps the picture ${picture}`, () => assert.match(articleFrom({ clean: { preset: 'news-cn' } }, `<!-- content start --><p><img ${picture}></p>`).contentHtml, /<img /u))
  }
  it('keeps the pictures of a whole text that a comment on charts stands before', () => {
    assert.match(articleFrom({ clean: { preset: 'news-cn' } }, '<!-- Chart_Start --><div><p>正文。</p><p><img src="/photo.jpg"></p></div>').contentHtml, /photo/u)
  })

  const AUTHORS: readonly (readonly [line: string, author: string])[] = [
    ['（文章来源：<a href="/a">示例</a>日报）', '示例日报'],
    ['（来源：示例日报）', '示例日报'],
    ['来源：示例日报（上海）', '示例日报（上海）'],
    ['文章来源:示例日报  作者：某某 责任编辑：某某', '示例日报'],
    ['[本文来源：示例·新闻网]', '示例·新闻网'],
    ['资料来源：某研究所', 'Desk'],
    ['来源：某人说，不明。', 'Desk'],
  ]
  for (const [line, author] of AUTHORS) {
    it(`takes ${author} from ${line}`, () => assert.deepEqual(articleFrom({ clean: { preset: 'news-cn' } }, `<p>正文。</p><p>${line}</p>`).authors.map(({ name }) => name), [author]))
  }

  const LINKS: readonly (readonly [line: string, url: string | null])[] = [
    ['http://e.example/share.html?infoCode=NW1&from=feed', 'http://e.example/share.html?infoCode=NW1&from=feed'],
    ['<a href="http://e.example/a?id=1">http://e.example/a?id=1</a>', 'http://e.example/a?id=1'],
    ['原文链接：https://e.example/a/1.html', 'https://e.example/a/1.html'],
    ['阅读原文 https://e.example/b', 'https://e.example/b'],
    ['https://e.example/share/1', 'https://e.example/share/1'],
    ['https://e.example/about', null],
    ['见 https://e.example/a?id=1', null],
  ]
  for (const [line, url] of LINKS) {
    it(`${url === null ? 'takes no link' : 'takes the link'} from ${line}`, () => {
      const article = articleFrom({ clean: { preset: 'news-cn' } }, `<p>正文。</p><p>${line}</p>`)
      assert.deepEqual([article.url, article.contentHtml === '<p>正文。</p>'], [url, url !== null])
    })
  }

  it('does not see volatile parts as a change', () => {
    const [one, two] = [1, 2].map((minute) => articleFrom({ clean: { preset: 'news-cn' } }, `<p><img src="https://q.example.org/GetPic.aspx?nid=1&at=${minute}"></p><p>正文。</p>`))
    assert.equal(one?.revision, two?.revision)
  })
})

describe('identity', () => {
  const identity = { match: '(?:NW)?(\\d{18})' }
  it('makes one article of both forms of a guid', () => {
    const items = normalized({ identity }, '<title>a</title><guid>NW202205132378869978</guid><link>/1</link>', '<title>b</title><guid>202205132378869978</guid><link>/2</link>')
    assert.deepEqual(items.map(({ article }) => [article.title, article.guid]), [['a', '202205132378869978']])
  })
  it('finds it in the url where there is no guid', () => {
    const [item] = normalized({ identity }, '<title>a</title><link>https://wire.example.org/x?code=NW202205132378869978</link>')
    assert.equal(item?.article.guid, '202205132378869978')
  })
  it('leaves others as they are', () => assert.equal(normalized({ identity }, '<title>a</title><guid>x</guid>')[0]?.article.guid, 'x'))
  it('keeps what the item itself says, so that another rule can be applied later', () => {
    const [item] = normalized({ identity }, '<title>a</title><guid>NW202205132378869978</guid>')
    assert.ok(item !== undefined)
    assert.deepEqual([item.key, deriveArticle(item.raw, item.key, rulesFor({})).article.guid], ['NW202205132378869978', 'NW202205132378869978'])
  })
})

describe('a hostile text', () => {
  const config: Config = { clean: { removeText: ['(a+)+$', '^(?:x|x)*y$'], remove: ['div:has(b)'], indents: true } }
  const cases: readonly (readonly [it: string, html: string])[] = [
    ['cannot blow up a pattern', `<p>${'a'.repeat(50_000)}!</p>`],
    ['cannot overflow the stack by depth', '<div>'.repeat(100_000)],
    ['cannot cost quadratic time with end tags', '<i>'.repeat(50_000) + '</b>'.repeat(50_000)],
    ['cannot cost quadratic time with lines to be removed', '<br>y'.repeat(100_000)],
  ]
  for (const [name, html] of cases) it(name, () => assert.equal(typeof articleFrom(config, html).contentHtml, 'string'))

  const AGAINST_PRESET: readonly (readonly [it: string, html: string])[] = [
    ['many pictures in deep elements', `<!-- Chart_Start -->${'<div>'.repeat(200)}${'<img src="/a.png">'.repeat(20_000)}`],
    ['many charts', '<!-- Chart_Start --><div><img></div>'.repeat(10_000)],
    ['many comments', '<!-- Chart_Start -->'.repeat(50_000)],
    ['a long source line', `<p>${'来源：'.repeat(50_000)}</p>`],
  ]
  for (const [name, html] of AGAINST_PRESET) it(`cannot hold up news-cn by ${name}`, () => assert.equal(typeof articleFrom({ clean: { preset: 'news-cn' } }, html).contentHtml, 'string'))
})
