// Links and ids: Jekyll's styles, patterns, slugs and encoding; the other dialects' addresses; what may not climb out of the site.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Dialect, PostsSource } from '../../../../src/model/source.ts'
import { postsSource, read, readGood, withFront } from '../../../support/post-source.ts'

const SITE = 'https://example.org'

function addressOf(dialect: Dialect, path: string, lines: string, settings: Partial<PostsSource> = {}) {
  const { item } = readGood(withFront(lines), path, postsSource(dialect, settings))
  return { link: (item.links[0]?.href ?? '').replace(SITE, ''), id: (item.guid ?? '').replace(SITE, '') }
}

const linkOf = (...args: Parameters<typeof addressOf>): string => addressOf(...args).link

describe("jekyll's styles", () => {
  const at = 'date: 2022-05-13 17:18:09 +0000\ncategories: [News, 中文, news]'
  const cases: readonly (readonly [permalink: string, link: string])[] = [
    ['date', '/news/%E4%B8%AD%E6%96%87/2022/05/13/x.html'],
    ['pretty', '/news/%E4%B8%AD%E6%96%87/2022/05/13/x/'],
    ['ordinal', '/news/%E4%B8%AD%E6%96%87/2022/133/x.html'],
    ['weekdate', '/news/%E4%B8%AD%E6%96%87/2022/W19/Fri/x.html'],
    ['none', '/news/%E4%B8%AD%E6%96%87/x.html'],
    ['/:short_year/:i_month/:i_day/:hour-:minute-:second/:slug', '/22/5/13/17-18-09/x'],
    ['/:long_month/:short_month/:long_day/:w_year-:week-:w_day/:title', '/May/May/Friday/2022-19-5/x'],
    ['/:year_:month/:name', '/2022_05/2022-05-13-x'],
    ['/:slugified_categories/:title', '/news/%E4%B8%AD%E6%96%87/x'],
  ]
  for (const [permalink, link] of cases) it(permalink, () => assert.equal(linkOf('jekyll', '_posts/2022-05-13-x.md', at, { permalink }), link))

  it('name a placeholder that is not known', () => {
    const { notes } = read(withFront('permalink: /:nothing/'), '_posts/2022-05-13-x.md', postsSource('jekyll'))
    assert.deepEqual(notes.map(({ message }) => message), ['_posts/2022-05-13-x.md:2:12: permalink: the pattern asks for :nothing, which is not known'])
  })
})

describe("jekyll's addresses", () => {
  const cases: readonly (readonly [it: string, path: string, lines: string, link: string])[] = [
    ["a front matter's permalink is a pattern", '_posts/2022-05-13-x.md', 'permalink: /p/:year/:slug/', '/p/2022/x/'],
    ['no permalink is none, of whatever style the site has', '_posts/2022-05-13-x.md', 'permalink: false', '/2022/05/13/x.html'],
    ['a permalink in quotes is one', '_posts/2022-05-13-x.md', 'permalink: "false"', '/false'],
    ['a style word in the front matter is a path', '_posts/2022-05-13-x.md', 'permalink: pretty', '/pretty'],
    ['the slug wins over the name', '_posts/2022-05-13-x.md', 'slug: Other Name', '/2022/05/13/Other-Name.html'],
    ['signs become one hyphen, case stays', '_posts/2022-05-13-My #1: Name!.md', '', '/2022/05/13/My-1-Name!.html'],
    ['one hyphen goes at either end', '_posts/2022-05-13--x-.md', '', '/2022/05/13/x.html'],
    ['letters of all scripts stay, encoded', '_posts/2022-05-13-你好 é.md', '', '/2022/05/13/%E4%BD%A0%E5%A5%BD-%C3%A9.html'],
    ['folders above _posts count', 'zh/_posts/in/2022-05-13-x.md', '', '/zh/2022/05/13/x.html'],
    ['blanks at the ends of a category stay', '_posts/2022-05-13-x.md', 'categories: ["Green tea ", " cake"]', '/green%20tea%20/%20cake/2022/05/13/x.html'],
    ['a question mark in a category stays', '_posts/2022-05-13-x.md', 'categories: ["Why?"]', '/why?/2022/05/13/x.html'],
    ['what is no Markdown keeps its ending', '_posts/2022-05-13-x.HTML', '', '/2022/05/13/x.HTML'],
    ['text files stay text', '_posts/2022-05-13-x.txt', '', '/2022/05/13/x.txt'],
    ["the front matter's date moves the link", '_posts/2022-05-13-x.md', 'date: 2021-01-02', '/2021/01/02/x.html'],
    ['WordPress had addresses with a query', '_posts/2022-05-13-x.md', 'permalink: /?p=23', '/?p=23'],
    ['nothing climbs out', '_posts/2022-05-13-x.md', 'permalink: /../../etc/./passwd', '/etc/passwd'],
    ['a slug that climbs gets nowhere', '_posts/2022-05-13-x.md', 'slug: ../../x', '/2022/05/13/-/-x.html'],
  ]
  for (const [name, path, lines, link] of cases) it(name, () => assert.equal(linkOf('jekyll', path, `layout: post\n${lines}`), link))

  it('take the day that the site has, which is the next one in Shanghai', () => {
    const settings = { timezone: 'Asia/Shanghai' }
    assert.equal(linkOf('jekyll', '_posts/2022-05-13-x.md', 'date: 2022-05-13 17:18:53', settings), '/2022/05/14/x.html')
    assert.equal(linkOf('jekyll', '_posts/2022-05-13-x.md', 'date: 2022-05-13 17:18:53', { ...settings, zonelessDates: 'site' }), '/2022/05/13/x.html')
  })
})

describe("jekyll-feed's ids", () => {
  const cases: readonly (readonly [it: string, path: string, lines: string, permalink: string, id: string])[] = [
    ["the link's folder and the unslugged name", '_posts/2022-05-13-My Name.md', '', 'date', '/2022/05/13/My%20Name'],
    ['without the slash of pretty links', '_posts/2022-05-13-x.md', '', 'pretty', '/2022/05/13/x'],
    ['the slug as it is written', '_posts/2022-05-13-x.md', 'slug: A b', 'date', '/2022/05/13/A%20b'],
    ['what is encoded in the name is encoded once', '_posts/2022-05-13-a%20b.md', '', 'date', '/2022/05/13/a%20b'],
    ['a hash in the name begins a fragment', '_posts/2022-05-13-My #1: x.md', '', 'date', '/2022/05/13/My#1:%20x'],
    ['a hash or a question mark with nothing behind it goes', '_posts/2022-05-13-Tea in C#.md', '', 'date', '/2022/05/13/Tea%20in%20C'],
    ['so does the mark before a fragment', '_posts/2022-05-13-why?#2.md', '', 'date', '/2022/05/13/why#2'],
    ['a percent sign that encodes nothing stands beside what is encoded', '_posts/2022-05-13-100% %E8%8C%B6.md', '', 'date', '/2022/05/13/100%25%20%E8%8C%B6'],
    ['an ideographic space at the end stays, as a blank', '_posts/2022-05-13-tea　.md', '', 'date', '/2022/05/13/tea%20'],
    ['a fullwidth colon becomes one', '_posts/2022-05-13-a：b.md', '', 'date', '/2022/05/13/a:b'],
    ['the home page is a folder', '_posts/2022-05-13-x.md', 'permalink: /', 'date', '/x'],
    ['take the line end behind a permalink below its key for a part of it', '_posts/2022-05-13-x.md', 'permalink: >\n  /moved/tea/\n', 'date', '/moved/tea/x'],
    ['join a slug that begins with a slash', '_posts/2022-05-13-x.md', 'slug: /2022/cup.html', 'date', '/2022/05/13/2022/cup.html'],
  ]
  for (const [name, path, lines, permalink, id] of cases) it(name, () => assert.equal(addressOf('jekyll', path, `layout: post\n${lines}`, { permalink, ids: 'jekyll' }).id, id))

  it('have the host and folder of the site as Addressable leaves them', () => {
    const settings = { siteUrl: 'https://Tee.Bücher.example:443/my blog', ids: 'jekyll' } as const
    assert.deepEqual(addressOf('jekyll', '_posts/2022-05-13-x.md', 'layout: post', settings), {
      link: 'https://tee.xn--bcher-kva.example/my%20blog/2022/05/13/x.html',
      id: 'https://tee.xn--bcher-kva.example/my%20blog/2022/05/13/x',
    })
  })

  it('leave the id at the link unless asked for', () => assert.equal(addressOf('jekyll', '_posts/2022-05-13-My Name.md', 'layout: post').id, '/2022/05/13/My-Name.html'))
})

describe('addresses of the other dialects', () => {
  const cases: readonly (readonly [dialect: Dialect, path: string, lines: string, link: string])[] = [
    ['hugo', 'content/posts/My Name.md', '', '/posts/my-name/'],
    ['hugo', 'content/posts/b/index.md', '', '/posts/b/'],
    ['hugo', 'content/posts/x.md', 'slug: Other Name', '/posts/other-name/'],
    ['hugo', 'content/posts/x.md', 'slug: --why-tea-', '/posts/why-tea/'],
    ['hugo', 'content/posts/x.md', 'slug: "--"', '/posts/x/'],
    ['hugo', 'content/posts/x.md', 'url: /whole/Address.html', '/whole/Address.html'],
    ['hugo', 'content/posts/x.md', 'url: /whole/address', '/whole/address/'],
    ['hugo', 'content/posts/x.md', 'url: /v1.2/notes', '/v1.2/notes'],
    ['hugo', 'content/posts/x.md', 'slug: "%E8%8C%B6 100%"', '/posts/%e8%8c%b6-100/'],
    ['hugo', 'content/posts/İZ ½ ΣΟΦΟΣ.md', '', '/posts/iz-%CF%83%CE%BF%CF%86%CE%BF%CF%83/'],
    ['hugo', 'content/posts/x.zh.md', '', '/zh/posts/x/'],
    ['hugo', 'content/posts/你好.md', '', '/posts/%E4%BD%A0%E5%A5%BD/'],
    ['hexo', 'source/_posts/x.md', '', '/2022/05/13/x/'],
    ['hexo', 'source/_posts/dir/x.md', '', '/2022/05/13/dir/x/'],
    ['hexo', 'source/_posts/x.md', 'permalink: /mine/', '/mine/'],
    ['hexo', 'source/_posts/x.md', 'slug: other', '/2022/05/13/x/'],
    ['hexo', 'source/_posts/x.md', 'permalink: /:year/mine.html', '/:year/mine.html'],
    ['hexo', 'source/_posts/x.md', 'permalink: false', '/2022/05/13/x/'],
    ['eleventy', 'posts/2022-05-13-x.md', '', '/posts/x/'],
    ['eleventy', 'posts/x.md', 'permalink: /a/b.html', '/a/b.html'],
    ['eleventy', 'posts/x.md', 'permalink: /a/index.html', '/a/'],
    ['eleventy', 'posts/x.md', 'permalink: /a-index.html', '/a-index.html'],
    ['eleventy', 'posts/2022-05-13-x.md', 'permalink: "/{{ page.fileSlug }}/"', '/x/'],
    ['eleventy', 'posts/2022-05-13-trip/index.md', 'permalink: "/{{page.fileSlug}}/index.html"', '/trip/'],
    ['eleventy', 'posts/2022-05-13-x.md', 'permalink: "{{ page.filePathStem }}.html"', '/posts/x.html'],
    ['eleventy', 'posts/x.md', 'permalink: "/{{ title | slugify }}/"', '/posts/x/'],
    ['eleventy', 'posts/trip/trip.md', '', '/posts/trip/'],
    ['eleventy', 'posts/trip/index.md', '', '/posts/trip/'],
    ['astro', 'blog/My Post.md', '', '/blog/my-post/'],
    ['astro', 'blog/deep/x.md', 'slug: other', '/blog/other/'],
    ['astro', 'blog/x.md', 'slug: Als Wrïtten/2', '/blog/Als%20Wr%C3%AFtten/2/'],
    ['astro', 'blog/2022-05-13-v1.2 ½ x_y.md', '', '/blog/v12--x_y/'],
    ['astro', 'blog/2022-05-13-trip/Index.mdx', '', '/blog/2022-05-13-trip/'],
    ['astro', 'src/content/blog/x.md', '', '/blog/x/'],
    ['docusaurus', 'blog/2022-05-13-x.md', '', '/blog/2022/05/13/x'],
    ['docusaurus', 'blog/2022-05-13-x/index.md', 'slug: /other', '/blog/other'],
    ['docusaurus', 'blog/team/2022-05-13-x.md', 'slug: other', '/blog/other'],
    ['docusaurus', 'blog/team/2022-05-13-x.md', '', '/blog/2022/05/13/team/x'],
    ['docusaurus', 'team/in/2022-5-3-x/index.md', '', '/2022/5/3/team/in/x'],
    ['docusaurus', 'tea-2022-05-13_x.md', '', '/2022/05/13/tea-_x'],
    ['docusaurus', '2022-05-13.md', '', '/2022/05/13/'],
    ['docusaurus', 'team/undated/index.md', '', '/team/undated'],
    ['vuepress', 'posts/x.md', '', '/posts/x.html'],
    ['vuepress', 'posts/README.md', '', '/posts/'],
    ['vuepress', 'posts/2022-05-13-x.md', '', '/posts/x.html'],
    ['vuepress', 'posts/Index.md', '', '/posts/Index.html'],
    ['vuepress', 'posts/C#, 100% [tea] é.md', '', '/posts/C__%20100_%20_tea_%20%C3%A9.html'],
    ['vuepress', 'posts/x.md', 'permalink: /mine/', '/mine/'],
    ['vuepress', 'posts/2022-05-14-x.md', 'permalinkPattern: /:year/:month/:day/:slug/', '/2022/05/13/x/'],
    ['vuepress', 'posts/in/2022-05-13-x.md', 'permalinkPattern: /all/:raw', '/all/posts/in/2022-05-13-x.html'],
    ['obsidian', 'Notes/My note.md', '', '/Notes/My%20note'],
    ['plain', 'a/2022-05-13-x.md', '', '/a/x/'],
    ['plain', 'a/x.md', 'slug: other', '/a/other/'],
    ['plain', 'a/x.md', 'slug: ../../../x', '/a/x/'],
    ['plain', 'a/x.md', 'permalink: https://elsewhere.example/p/', '/p/'],
    ['plain', 'a/x.md', 'permalink: /caf%C3%A9/é?a#b', '/caf%C3%A9/%C3%A9%3Fa%23b'],
  ]
  for (const [dialect, path, lines, link] of cases) it(`${path} ${lines} in ${dialect}`, () => assert.equal(linkOf(dialect, path, `date: 2022-05-13\n${lines}`), link))

  it('follow the pattern that a source in vuepress has', () => {
    assert.equal(linkOf('vuepress', 'posts/2022-05-13-x.md', 'title: x', { permalink: '/:year/:slug.html' }), '/2022/x.html')
  })
  it('have no folder before a slug where the source is one collection of astro', () => {
    assert.equal(linkOf('astro', 'deep/x.md', 'date: 2022-05-13\nslug: other', { path: '/site/src/content/blog' }), '/other/')
  })
  it('keep the folders of a draft in hexo', () => assert.equal(linkOf('hexo', 'source/_drafts/dir/x.md', 'date: 2022-05-13', { drafts: true }), '/2022/05/13/dir/x/'))
})

describe("hexo's patterns", () => {
  const at = 'date: 2022-05-13 17:18:09'
  const cases: readonly (readonly [permalink: string, lines: string, link: string])[] = [
    ['/:category/:i_month/:name.html', 'categories: [a, b]', '/a/b/5/x.html'],
    ['/:category/:name.html', '', '/uncategorized/x.html'],
    ['/:category/', 'categories: [Green Tea, Café & C++]', '/Green-Tea/Cafe-C/'],
    ['/:category/', 'categories: [[a, b], [C/C++]]', '/C-C/'],
    [':year:month:day_:title/', '', '/20220513_dir/x/'],
    ['/:post_title/', 'title: "A (b), Ça øL!"', '/a-b-ca-ol/'],
    ['/:post_title/', 'title: [Tea, Cup]', '/tea-cup/'],
    ['/:timestamp-:hour:minute:second/', '', '/1652462289-171809/'],
    ['/:hash.html', '', '/7b3594a29f5f.html'],
    ['posts/:abbrlink.html', 'abbrlink: 4f0c', '/posts/4f0c.html'],
    ['/:lang/:id/:title2/', 'lang: zh-CN\nid: 7\ntitle2: T', '/zh-CN/7/T/'],
    ['/:title/', 'title: other\nslug: other', '/dir/x/'],
  ]
  for (const [permalink, lines, link] of cases) {
    it(`${permalink} ${lines}`, () => assert.equal(linkOf('hexo', 'source/_posts/dir/x.md', `${at}\n${lines}`, { permalink }), link))
  }

  const lacking: readonly (readonly [it: string, lines: string, message: string])[] = [
    ['has not', 'x: y', '1:1: abbrlink: this post has none, and the permalink of its source asks for :abbrlink; add one to the front matter, or take :abbrlink out of the pattern'],
    ['has as a list', 'abbrlink: [a]', '3:11: abbrlink: this is no text, and the permalink of its source asks for :abbrlink; write one, or take :abbrlink out of the pattern'],
    ['has without a text', 'abbrlink: ""', '3:11: abbrlink: this is no text, and the permalink of its source asks for :abbrlink; write one, or take :abbrlink out of the pattern'],
    ['has, but not another', 'abbrlink: a', '1:1: lang: this post has none, and the permalink of its source asks for :lang; add one to the front matter, or take :lang out of the pattern'],
  ]
  for (const [name, lines, message] of lacking) {
    it(`name a key that the post ${name}`, () => {
      const { notes } = read(withFront(`${at}\n${lines}`), 'source/_posts/x.md', postsSource('hexo', { permalink: 'posts/:abbrlink/:lang/' }))
      assert.deepEqual(notes.map((note) => note.message), [`source/_posts/x.md:${message}`])
    })
  }
})

describe('links elsewhere', () => {
  const lines = 'external_url: https://there.example/a\ncanonical_url: https://first.example/a'
  const linksOf = (link: PostsSource['link']) =>
    readGood(withFront(lines), '_posts/2022-05-13-x.md', postsSource('jekyll', { link })).item.links.map(({ rel, href }) => `${rel} ${href}`)

  it('stand beside the own link', () => {
    assert.deepEqual(linksOf('own'), ['alternate https://example.org/2022/05/13/x.html', 'related https://there.example/a', 'canonical https://first.example/a'])
  })
  it('replace it when asked for, and the id stays', () => {
    assert.deepEqual(linksOf('external'), ['alternate https://there.example/a', 'canonical https://first.example/a'])
    assert.deepEqual(linksOf('canonical'), ['alternate https://first.example/a', 'related https://there.example/a'])
    assert.equal(readGood(withFront(lines), '_posts/2022-05-13-x.md', postsSource('jekyll', { link: 'external' })).item.guid, 'https://example.org/2022/05/13/x.html')
  })
  it('must be http or https', () => {
    const { item } = readGood(withFront('external_url: javascript:alert(1)\nlink: /local'), '_posts/2022-05-13-x.md', postsSource('jekyll', { link: 'external' }))
    assert.deepEqual(item.links.map(({ href }) => href), ['https://example.org/2022/05/13/x.html'])
  })
})
