// Which files are posts in each dialect, and what their names say.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { chooseFiles, readPostName } from '../../../src/ingest/fetch/post-files.ts'
import type { Dialect } from '../../../src/model/source.ts'

const choose = (dialect: Dialect, paths: readonly string[], drafts = false, path = '/site') => chooseFiles(paths, { path, dialect, drafts })

describe('which files are posts', () => {
  const cases: readonly { readonly it: string; readonly dialect: Dialect; readonly paths: readonly string[]; readonly posts: readonly string[]; readonly drafts?: boolean; readonly path?: string }[] = [
    {
      it: 'jekyll: dated names in every _posts folder',
      dialect: 'jekyll',
      paths: ['_posts/2022-05-13-x.md', 'zh/_posts/sub/2022-05-13-x.markdown', 'index.md', '_drafts/x.md', '_posts/2022-05-13-x.png', '_posts/22-5-3-x.html', '_posts/2022-05-13-x.txt'],
      posts: ['_posts/2022-05-13-x.md', '_posts/2022-05-13-x.txt', '_posts/22-5-3-x.html', 'zh/_posts/sub/2022-05-13-x.markdown'],
    },
    { it: 'jekyll: drafts when asked for', dialect: 'jekyll', drafts: true, paths: ['_drafts/x.md', '_posts/2022-05-13-x.md'], posts: ['_drafts/x.md', '_posts/2022-05-13-x.md'] },
    { it: 'jekyll: a path that is the _posts folder itself', dialect: 'jekyll', path: '/site/_posts', paths: ['2022-05-13-x.md'], posts: ['2022-05-13-x.md'] },
    {
      it: 'hugo: all below content but sections and what belongs to a bundle',
      dialect: 'hugo',
      paths: ['README.md', 'content/posts/a.md', 'content/posts/_index.md', 'content/posts/b/index.md', 'content/posts/b/notes.md', 'content/posts/b/c/d.md', 'content/about.html'],
      posts: ['content/about.html', 'content/posts/a.md', 'content/posts/b/index.md'],
    },
    { it: 'hugo: what is beside an Index.md', dialect: 'hugo', paths: ['content/posts/Index.md', 'content/posts/a.md'], posts: ['content/posts/Index.md', 'content/posts/a.md'] },
    { it: 'hexo: source/_posts', dialect: 'hexo', paths: ['source/_posts/a.md', 'source/_drafts/b.md', 'source/about/index.md'], posts: ['source/_posts/a.md'] },
    {
      it: 'hexo: no other _posts beside source/_posts',
      dialect: 'hexo',
      drafts: true,
      paths: ['source/_posts/in/a.md', 'source/_posts/_drafts/b.md', 'source/about/_posts/c.md', 'themes/t/source/_posts/d.md'],
      posts: ['source/_posts/in/a.md'],
    },
    { it: 'hexo: _posts anywhere without it', dialect: 'hexo', paths: ['blog/source/_posts/a.md', '_posts/b.md'], posts: ['_posts/b.md', 'blog/source/_posts/a.md'] },
    { it: 'hexo: drafts when asked for', dialect: 'hexo', drafts: true, paths: ['source/_drafts/b.md'], posts: ['source/_drafts/b.md'] },
    {
      it: 'docusaurus: the blog of a whole site',
      dialect: 'docusaurus',
      paths: ['docusaurus.config.ts', 'blog/2022-05-13-x.md', 'docs/2022-05-13-y.md', 'i18n/zh/docusaurus-plugin-content-blog/2022-05-13-x.md'],
      posts: ['blog/2022-05-13-x.md'],
    },
    { it: 'docusaurus: every folder of posts', dialect: 'docusaurus', paths: ['blog/2022-05-13-x.md', 'team/2022-05-13-y.md'], posts: ['blog/2022-05-13-x.md', 'team/2022-05-13-y.md'] },
    { it: 'plain: every Markdown and HTML file', dialect: 'plain', paths: ['a.md', 'b/c.mkd', 'd.html', 'e.txt', 'f.png'], posts: ['a.md', 'b/c.mkd', 'd.html'] },
    { it: 'eleventy: every Markdown file', dialect: 'eleventy', paths: ['a.md', 'd.html', 'e.mdx'], posts: ['a.md', 'e.mdx'] },
    { it: 'hidden and underscored files and folders are none', dialect: 'plain', paths: ['.a.md', '_b.md', '.git/c.md', '_d/e.md', 'node_modules/f/README.md', '_posts/g.md', 'h.md'], posts: ['h.md'] },
    {
      it: 'jekyll: gems that lie in the site, and folders with a name that Jekyll passes over',
      dialect: 'jekyll',
      paths: ['vendor/bundle/ruby/theme/_posts/2022-05-13-x.md', 'vendor/_posts/2022-05-13-x.md', '#old/_posts/2022-05-13-x.md', '~old/_posts/2022-05-13-x.md', 'C#/_posts/2022-05-13-x.md'],
      posts: ['C#/_posts/2022-05-13-x.md', 'vendor/_posts/2022-05-13-x.md'],
    },
    { it: 'jekyll: folders within _posts that are hidden', dialect: 'jekyll', paths: ['_posts/_old/2022-05-13-x.md', '_posts/.old/2022-05-13-x.md'], posts: [] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(choose(c.dialect, c.paths, c.drafts, c.path).posts, c.posts))

  it('jekyll tells of names without a date', () => assert.deepEqual(choose('jekyll', ['_posts/-20220526.md', '_posts/x.md']).misnamed, ['_posts/-20220526.md', '_posts/x.md']))
  it('sorts by code units, whatever the locale', () => assert.deepEqual(choose('plain', ['ä.md', 'Z.md', 'a.md']).posts, ['Z.md', 'a.md', 'ä.md']))
})

const day = (year: number, month: number, date: number) => ({ year, month, day: date })

describe('what a name says', () => {
  const cases: readonly (readonly [dialect: Dialect, path: string, expected: object])[] = [
    ['jekyll', 'zh/news/_posts/x/2022-05-13-My Name.md', { date: day(2022, 5, 13), name: 'My Name', above: ['zh', 'news'], folders: ['x'] }],
    ['jekyll', '_posts/68-1-2-x.md', { date: day(2068, 1, 2), name: 'x' }],
    ['jekyll', '_posts/69-1-2-x.md', { date: day(1969, 1, 2), name: 'x' }],
    ['jekyll', '_posts/2022-05-13-dots...md', { name: 'dots' }],
    ['jekyll', '_drafts/idea.md', { date: null, name: 'idea', above: [] }],
    ['hugo', 'content/posts/deep/name.zh-cn.md', { name: 'name', folders: ['posts', 'deep'], language: 'zh-cn' }],
    ['hugo', 'content/posts/bundle/index.md', { name: 'bundle', folders: ['posts'], language: null }],
    ['hugo', 'content/posts/v1.2.md', { name: 'v1.2', language: null }],
    ['hugo', 'content/posts/tea.js.md', { name: 'tea.js', language: null }],
    ['hugo', 'content/posts/asp.net.md', { name: 'asp.net', language: null }],
    ['hugo', 'content/posts/Index.md', { name: 'Index', folders: ['posts'], language: null }],
    ['hexo', 'source/_posts/dir/name.md', { name: 'name', folders: ['dir'], date: null }],
    ['docusaurus', 'blog/2021-03-04-x.md', { date: day(2021, 3, 4), name: 'x', folders: ['blog'] }],
    ['docusaurus', '2021-03-04-x/index.md', { date: day(2021, 3, 4), name: 'x', folders: [] }],
    ['docusaurus', '2021/03/04/x.md', { date: day(2021, 3, 4), name: 'x', folders: [] }],
    ['docusaurus', 'team/2021-03-04-x/part.md', { date: day(2021, 3, 4), name: 'x/part', folders: [], route: '2021/03/04/team/x/part' }],
    ['docusaurus', '2020-01-02-2021-03-04-x.md', { date: day(2021, 3, 4), name: 'x' }],
    ['docusaurus', '2021-03-04x.md', { date: day(2021, 3, 4), name: 'x' }],
    ['docusaurus', 'blog/undated.mdx', { date: null, name: 'undated', folders: ['blog'] }],
    ['eleventy', 'posts/2021-03-04-x.md', { date: day(2021, 3, 4), name: 'x', folders: ['posts'] }],
    ['eleventy', 'posts/2021-03-04-trip/index.md', { date: day(2021, 3, 4), name: 'index', folders: ['posts', '2021-03-04-trip'] }],
    ['eleventy', 'posts/2021-03-04/2022-05-06-x.md', { date: day(2022, 5, 6), name: 'x' }],
    ['vuepress', 'posts/2021-3-4-x.md', { date: day(2021, 3, 4), stem: '2021-3-4-x' }],
    ['vuepress', 'posts/2021-03-x.md', { date: day(2021, 3, 1) }],
    ['vuepress', 'posts/2021/03/04/x.md', { date: day(2021, 3, 4), name: 'x' }],
    ['vuepress', 'posts/2021/03/README.md', { date: day(2021, 3, 1) }],
    ['obsidian', '2021-03-04-x.md', { date: null, name: '2021-03-04-x' }],
  ]
  for (const [dialect, path, expected] of cases) {
    it(`${path} in ${dialect}`, () => {
      const name = readPostName(path, dialect)
      assert.deepEqual({ ...name, ...expected }, name)
    })
  }
})
