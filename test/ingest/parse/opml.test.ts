// Subscription lists as readers export them, as people edit them, and as somebody might send one to do harm.
import assert from 'node:assert/strict'
import { assert as check, property, string } from 'fast-check'
import { describe, it } from 'vitest'
import { type ParsedOpml, parseOpml } from '../../../src/ingest/parse/opml.ts'

const opml = (body: string): string => `<?xml version="1.0"?><opml version="2.0"><head><title>T</title></head><body>${body}</body></opml>`
const read = (body: string): ParsedOpml => parseOpml(opml(body), 'list.opml')
const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const feed = (attributes: string): string => `<outline type="rss" ${attributes}/>`

describe('a feed in a list', () => {
  const cases = [
    { it: 'is known by its xmlUrl', body: feed('text="A" xmlUrl="https://a.example/f?x=1&amp;y=2"'), expect: { title: 'A', url: 'https://a.example/f?x=1&y=2', categories: [] } },
    { it: 'may be of any type', body: '<outline text="A" xmlUrl="https://a.example/f"/>', expect: { title: 'A', url: 'https://a.example/f', categories: [] } },
    { it: 'may have attributes in any case', body: '<OUTLINE TEXT="A" XMLURL="https://a.example/f"/>', expect: { title: 'A', url: 'https://a.example/f', categories: [] } },
    { it: 'may have a title alone', body: feed('title="A" xmlUrl="https://a.example/f"'), expect: { title: 'A', url: 'https://a.example/f', categories: [] } },
    { it: 'may be untitled', body: feed('text=" " xmlUrl="https://a.example/f"'), expect: { title: null, url: 'https://a.example/f', categories: [] } },
    { it: 'has a title of one line', body: feed('text=" A&#10;\tB&#7; " xmlUrl="https://a.example/f"'), expect: { title: 'A B', url: 'https://a.example/f', categories: [] } },
    { it: 'has a title that turns nothing around', body: feed('text="A &#x202E;\u{2066}B\u{200F}" xmlUrl="https://a.example/f"'), expect: { title: 'A B\u{200F}', url: 'https://a.example/f', categories: [] } },
    { it: 'may be written as feed:', body: feed('text="A" xmlUrl="feed://a.example/f"'), expect: { title: 'A', url: 'http://a.example/f', categories: [] } },
    { it: 'may be written as feed:https:', body: feed('text="A" xmlUrl="feed:https://a.example/f"'), expect: { title: 'A', url: 'https://a.example/f', categories: [] } },
    {
      it: 'is in the categories of the outlines around it',
      body: `<outline text="News"><outline title="World &amp; more">${feed('text="A" xmlUrl="https://a.example/f"')}</outline></outline>`,
      expect: { title: 'A', url: 'https://a.example/f', categories: ['News', 'World & more'] },
    },
    {
      it: 'is in those of its own too, each once',
      body: `<outline text="News">${feed('text="A" xmlUrl="https://a.example/f" category="/tech/ruby,news, AC/DC,,"')}</outline>`,
      expect: { title: 'A', url: 'https://a.example/f', categories: ['News', 'tech', 'ruby', 'AC/DC'] },
    },
    {
      it: 'may hold others, and is no category for them',
      body: `<outline text="B" xmlUrl="javascript:x">${feed('text="A" xmlUrl="https://a.example/f"')}</outline>`,
      expect: { title: 'A', url: 'https://a.example/f', categories: [] },
    },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(read(c.body).feeds, [c.expect]))
})

describe('what is no feed', () => {
  const cases = [
    { it: 'is named when it has no address', body: feed('text="A"'), expect: { title: 'A', reason: 'has no xmlUrl' } },
    { it: 'is named when its address is another', body: '<outline text="A" type="link" url="https://a.example/"/>', expect: { title: 'A', reason: 'has no xmlUrl' } },
    { it: 'is named when its address is none', body: feed('text="A" xmlUrl="a.example/f"'), expect: { title: 'A', reason: 'a.example/f is not an http or https address' } },
    { it: 'is named when its address is a file', body: feed('text="A" xmlUrl="file:///etc/passwd"'), expect: { title: 'A', reason: 'file:///etc/passwd is not an http or https address' } },
    { it: 'is named when it is a script', body: feed('xmlUrl="javascript:alert(1)"'), expect: { title: '(untitled)', reason: 'javascript:alert(1) is not an http or https address' } },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual([read(c.body).faults, read(c.body).feeds], [[c.expect], []]))
})

describe('a list', () => {
  it('may have a namespace', () => {
    const { feeds } = parseOpml('<opml xmlns="http://opml.org/spec2"><body><outline text="A" xmlUrl="https://a.example/f"/></body></opml>', 'list.opml')
    assert.deepEqual(feeds.map(({ title }) => title), ['A'])
  })

  for (const text of ['', 'no XML', '<html><body><outline xmlUrl="https://a.example/f"/></body></html>', '<rss><channel/></rss>', '{"version":"1"}']) {
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => assert.throws(() => parseOpml(text, 'list.opml'), { code: 'usage.invalid', at: 'list.opml' }))
  }

  it('that is cut gives what is whole, and says so', () => {
    const whole = feed('text="A" xmlUrl="https://a.example/f"')
    const { feeds, notes } = parseOpml(opml(`${whole}<outline text="B" xmlUrl="https://b.exam`).replace(/<\/body>.*/u, ''), 'list.opml')
    assert.deepEqual([feeds.length, notes.map(({ code }) => code)], [1, ['document.cut']])
  })

  it('expands no entity of its own beyond measure', () => {
    const bomb = `<!DOCTYPE opml [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${'abcdefghijklmnopqrstuvw'[n + 1]} "${`&${'abcdefghijklmnopqrstuvw'[n]};`.repeat(10)}">`).join('')}<!ENTITY z SYSTEM "file:///etc/passwd">]>`
    const { feeds } = parseOpml(`${bomb}<opml><body>${feed('text="&u;&z;" xmlUrl="https://a.example/f"')}</body></opml>`, 'list.opml')
    assert.ok((feeds[0]?.title ?? '').length <= 200)
    assert.ok(!JSON.stringify(feeds).includes('root:'))
  })

  it('may be nested without end', () => {
    const deep = read('<outline text="a">'.repeat(50_000) + feed('xmlUrl="https://a.example/f"') + '</outline>'.repeat(50_000))
    assert.deepEqual(deep.feeds, [])
  })

  it('is bounded', () => {
    const { feeds, notes } = read(feed('text="A" xmlUrl="https://a.example/f"').repeat(20_001))
    assert.deepEqual([feeds.length, notes.map(({ code }) => code)], [20_000, ['items.capped']])
  })

  it('gives http addresses and short one-line texts, whatever it says', () => {
    check(
      property(string({ unit: 'binary' }), string(), (label, address) => {
        const { feeds } = read(`<outline text="${quoted(label)}"><outline text="${label}" xmlUrl="${quoted(address)}"/><outline xmlUrl="http://${quoted(address)}"/></outline>`)
        for (const { title, url, categories } of feeds) {
          assert.match(url, /^https?:\/\//u)
          for (const text of [title ?? '', ...categories]) assert.ok(text.length <= 200 && !/[\p{Cc}]/u.test(text))
        }
      }),
    )
  })
})
