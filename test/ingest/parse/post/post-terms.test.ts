// Categories, tags and authors of posts, dialect by dialect.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Dialect, PostsSource } from '../../../../src/model/source.ts'
import { postsSource, read, readGood, withFront } from '../../../support/post-source.ts'

const PATHS: Partial<Record<Dialect, string>> = { jekyll: '_posts/2022-05-13-x.md', hugo: 'content/posts/x.md', hexo: 'source/_posts/x.md' }

function termsOf(dialect: Dialect, lines: string, path = PATHS[dialect] ?? 'x.md', settings: Partial<PostsSource> = {}) {
  const { item } = readGood(withFront(`date: 2022-05-13\n${lines}`), path, postsSource(dialect, settings))
  const labels = (kind: string) => item.terms.filter((term) => term.kind === kind && term.named !== null).map(({ label, named }) => named ?? label)
  return { categories: labels('category'), tags: labels('tag') }
}

describe('categories', () => {
  const cases: readonly (readonly [it: string, dialect: Dialect, lines: string, categories: readonly string[], path?: string])[] = [
    ['jekyll splits a text at white space', 'jekyll', 'categories: world news', ['world', 'news']],
    ['jekyll keeps a list, flattened, without nulls, numbers as written', 'jekyll', 'categories: [a b, [c, ~], 012]', ['a b', 'c', '012']],
    ['jekyll takes a number for one category', 'jekyll', 'categories: 2022', ['2022']],
    ['jekyll never splits category', 'jekyll', 'category: world news', ['world news']],
    ['jekyll joins folders, categories and category; repeats go, case stays', 'jekyll', 'categories: news A\ncategory: a', ['zh', 'news', 'A', 'a'], 'zh/news/_posts/deep/2022-05-13-x.md'],
    ['hugo takes a text for one', 'hugo', 'categories: world news', ['world news']],
    ['hugo does not mind the case of keys', 'hugo', 'Categories: [a, b]', ['a', 'b']],
    ['hexo takes a text for one', 'hexo', 'categories: world news', ['world news']],
    ['hexo reads a list as a path', 'hexo', 'categories: [a, b]', ['a', 'a/b']],
    ['hexo leaves out what is empty', 'hexo', 'categories: [a, "", b]', ['a', 'a/b']],
    ['hexo reads lists in a list as paths', 'hexo', 'categories: [[a, b], [c], d]', ['a', 'a/b', 'c', 'd']],
    ['eleventy prefers category', 'eleventy', 'category: one\ncategories: [two]', ['one']],
    ['astro takes a text for one', 'astro', 'category: world news', ['world news']],
    ['vuepress reads a list', 'vuepress', 'categories: [a, b]', ['a', 'b']],
    ['obsidian may link to notes', 'obsidian', 'category: ["[[Tea|Teas]]", [[Cups]], "a [[b]]"]', ['Teas', 'Cups', 'a [[b]]']],
    ['obsidian knows category', 'obsidian', 'category: a b', ['a b']],
    ['docusaurus has none', 'docusaurus', 'categories: [a]', []],
    ['plain passes over blank and missing ones', 'plain', 'categories: ""\ncategory: a', ['a']],
    ['layout, aliases and permalink are none', 'plain', 'layout: post\naliases: [/a]\npermalink: /b/', []],
  ]
  for (const [name, dialect, lines, expected, path] of cases) it(name, () => assert.deepEqual(termsOf(dialect, lines, path).categories, expected))

  it('jekyll refuses a mapping', () => {
    const result = read(withFront('date: 2022-05-13\ncategories: {a: b}'), '_posts/2022-05-13-x.md', postsSource('jekyll'))
    assert.deepEqual(result.notes, [{ code: 'post.invalid', message: '_posts/2022-05-13-x.md:3:13: categories: a mapping is no category; write a text or a list' }])
  })

  it('jekyll-feed shows category alone, and the post stays in all', () => {
    const path = 'zh/_posts/2022-05-13-x.md'
    const shown = (lines: string) => termsOf('jekyll', lines, path, { jekyllFeedCategories: true })
    assert.deepEqual(shown('category: news\ntags: a'), { categories: ['news'], tags: ['a'] })
    assert.deepEqual(shown('category: [news, "tea 2", 3, [no]]').categories, ['["news", "tea 2", 3, [false]]'])
    assert.deepEqual(shown('category: ""\ncategories: [a, b]').categories, [])
    assert.deepEqual(shown('category:\ncategories: [a, b]').categories, ['zh', 'a', 'b'])
    const { item } = readGood(withFront('category: news'), path, postsSource('jekyll', { jekyllFeedCategories: true }))
    assert.deepEqual(item.terms.map(({ label }) => label), ['zh', 'news'])
  })
})

describe('tags', () => {
  const cases: readonly (readonly [it: string, dialect: Dialect, lines: string, tags: readonly string[]])[] = [
    ['jekyll splits a text at white space and keeps its commas', 'jekyll', 'tags: a, b', ['a,', 'b']],
    ['jekyll splits at the blanks of ASCII alone, as Ruby does', 'jekyll', 'tags: 红茶　绿茶 tea', ['红茶　绿茶', 'tea']],
    ['jekyll lets tag replace tags, unsplit', 'jekyll', 'tag: world news\ntags: a', ['world news']],
    ['jekyll does without a tag that is null', 'jekyll', 'tag:\ntags: a', ['a']],
    ['jekyll keeps Chinese and accented ones', 'jekyll', 'tags: [21世纪经济报道, Été]', ['21世纪经济报道', 'Été']],
    ['numbers keep their spelling', 'plain', 'tags: [1.10, 012]', ['1.10', '012']],
    ['hugo takes a text for one', 'hugo', 'tags: C++ and more', ['C++ and more']],
    ['hexo takes a text for one', 'hexo', 'tags: a b', ['a b']],
    ['false names none', 'hexo', 'tags: false', []],
    ['False is the same to YAML', 'hexo', 'tags: False', []],
    ['in quotes it names one', 'hexo', 'tags: "false"', ['false']],
    ['eleventy takes a text for one', 'eleventy', 'tags: a b', ['a b']],
    ['obsidian drops the hash and parts at blanks and commas', 'obsidian', 'tags: "#a, b c"', ['a', 'b', 'c']],
    ['obsidian counts a/b for a too', 'obsidian', 'tags: [x/y, x]', ['x/y', 'x']],
    ['obsidian counts a/b/c for all above it', 'obsidian', 'tags: [a/b/c]', ['a/b/c', 'a/b', 'a']],
    ['docusaurus knows labels', 'docusaurus', 'tags: [a, {label: B b, permalink: /b}]', ['a', 'B b']],
    ['plain folds white space', 'plain', 'tags: ["a \\n b"]', ['a b']],
  ]
  for (const [name, dialect, lines, expected] of cases) it(name, () => assert.deepEqual(termsOf(dialect, lines).tags, expected))

  it('obsidian finds none in code of lists, in HTML, in mathematics and in links', () => {
    const body = '- a\n\n\t```c\n\t#include <a>\n\t```\n\n> ~~~\n> #b\n> ~~~\n\n<p style="color: #ccc">d</p> <!-- #e -->\n\n$$\n#f\n$$\n\n[[g #h]] `i\n #j` #\u{FE0F}\u{20E3} #/ ```k``` #l/'
    const { item } = readGood(withFront('date: 2022-05-13', body), 'x.md', postsSource('obsidian'))
    assert.deepEqual(item.terms.map(({ label }) => label), ['l'])
  })

  it('obsidian finds them in the text too', () => {
    const body = '#One two#no #茶/绿茶, #1 #2a (#no)\n# Heading\n`#no` %%#no%%\n```\n#no\n```\n[a](#no) https://e.example/#no #one-b_c'
    const { item } = readGood(withFront('date: 2022-05-13\ntags: One', body), 'x.md', postsSource('obsidian'))
    assert.deepEqual(item.terms.map(({ label }) => label), ['One', '茶/绿茶', '茶', '2a', 'one-b_c'])
  })

  it('jekyll warns of commas', () => {
    const { notes } = readGood(withFront('tags: a, b'), '_posts/2022-05-13-x.md', postsSource('jekyll'))
    assert.deepEqual(notes.map(({ message }) => message), ['_posts/2022-05-13-x.md:2:7: tags: Jekyll parts this text at blanks and keeps the commas; write [a, b]'])
  })
})

describe('authors', () => {
  const known = { ann: { name: 'Ann Example', email: 'ann@example.org', url: 'https://example.org/ann' } }
  const cases: readonly (readonly [it: string, dialect: Dialect, lines: string, people: readonly object[]])[] = [
    ['a text', 'plain', 'author: Bo', [{ text: null, name: 'Bo', email: null, url: null }]],
    ['a mapping', 'plain', 'author: {name: Bo, email: bo@example.org, uri: https://example.org/bo}', [{ text: null, name: 'Bo', email: 'bo@example.org', url: 'https://example.org/bo' }]],
    ['a mapping as WordPress leaves it', 'jekyll', 'author: {display_name: Bo B., login: bo, email: bo@example.org, url: ""}', [{ text: null, name: 'Bo B.', email: 'bo@example.org', url: null }]],
    ['a key of the authors file', 'plain', 'author: ann', [{ text: null, ...known.ann }]],
    ['the first of several in jekyll', 'jekyll', 'authors: [Bo, ann]', [{ text: null, name: 'Bo', email: null, url: null }]],
    ['author before authors in jekyll', 'jekyll', 'author: Cy\nauthors: [Bo]', [{ text: null, name: 'Cy', email: null, url: null }]],
    ['all of them in docusaurus', 'docusaurus', 'authors: [{name: Bo}, ann]', [{ text: null, name: 'Bo', email: null, url: null }, { text: null, ...known.ann }]],
    ['all of them in hugo', 'hugo', 'authors: [Bo, Cy]', [{ text: null, name: 'Bo', email: null, url: null }, { text: null, name: 'Cy', email: null, url: null }]],
    ['a key with more about it', 'docusaurus', 'authors: [{key: ann, name: Ann E., title: Boss}, {key: new}]', [{ text: null, ...known.ann, name: 'Ann E.' }, { text: null, name: 'new', email: null, url: null }]],
    ['with an address of its own in docusaurus', 'docusaurus', 'author: Bo\nauthor_url: https://example.org/bo', [{ text: null, name: 'Bo', email: null, url: 'https://example.org/bo' }]],
    ['a link to a note in obsidian', 'obsidian', 'author: "[[Bo]]"', [{ text: null, name: 'Bo', email: null, url: null }]],
    ['nobody where it is false', 'vuepress', 'author: false', []],
    ['nobody in blanks', 'plain', 'author: " "', []],
    ['a key that every object has is a name', 'plain', 'author: constructor', [{ text: null, name: 'constructor', email: null, url: null }]],
  ]
  for (const [name, dialect, lines, people] of cases) {
    it(name, () => {
      const path = PATHS[dialect] ?? 'x.md'
      assert.deepEqual(readGood(withFront(`date: 2022-05-13\n${lines}`), path, postsSource(dialect, { authors: known })).item.people, people)
    })
  }
})
