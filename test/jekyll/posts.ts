// Small posts that show each rule of Jekyll's on which feeds depend; the comparison reads them with both programs.

const post = (front: string, body = 'Text'): string => `---\n${front}\n---\n\n${body}\n`
const may13 = (name: string): string => `_posts/2022-05-13-${name}`

export const POSTS: Readonly<Record<string, string>> = {
  // dates
  [may13('plain.md')]: post('title: Plain'),
  [may13('zoneless.md')]: post('date: 2022-05-13 17:18:53'),
  [may13('zoneless-t.md')]: post('date: 2022-05-13T17:18:53'),
  [may13('quoted.md')]: post('date: "2022-05-13 17:18:53"'),
  [may13('minutes.md')]: post('date: 2022-05-13 17:18'),
  [may13('slashes.md')]: post('date: 2022/05/13 17:18:53'),
  [may13('compact.md')]: post('date: 20220513'),
  [may13('day-first.md')]: post('date: 11-9-2017'),
  [may13('rfc.md')]: post('date: Fri, 13 May 2022 17:18:53 +0000'),
  [may13('words.md')]: post('date: May 13, 2022 5:18 PM'),
  [may13('short-day.md')]: post('date: 2022-5-3'),
  [may13('zone.md')]: post('date: 2022-05-13 23:30:00 -0500'),
  [may13('updated.md')]: post('last_modified_at: 2022-06-01 10:00:00'),
  // names
  '_posts/2022-5-3-one-digit.md': post('layout: none'),
  '_posts/22-5-3-two-digits.md': post('layout: none'),
  [may13('My #1: Näme!.md')]: post('layout: none'),
  [may13('你好：世界.md')]: post('layout: none'),
  [may13('-dash-.md')]: post('layout: none'),
  [may13('my-iPhone-x.md')]: post('layout: none'),
  [may13('dots...md')]: post('layout: none'),
  [may13('space name.md')]: post('layout: none', '*One* [a][1] & two\n\nThree\n\n[1]: https://e.example/'),
  [may13('a%20b.md')]: post('layout: none'),
  [may13('under_score~t(il)de.md')]: post('layout: none'),
  [may13('UPPER.md')]: post('categories: UPPER'),
  [may13('ıİß.md')]: post('categories: İSTANBUL ẞ'),
  [may13('emoji😀x.md')]: post('layout: none'),
  [may13('text.txt')]: post('title: txt'),
  [may13('page.html')]: post('title: html'),
  '_posts/sub/2022-05-13-sub.md': post('title: sub'),
  'zh/news/_posts/2022-05-13-folder.md': post('categories: zh More'),
  // terms and links
  [may13('slug.md')]: post('slug: "Other Näme x"\ncategories: A b "c"'),
  [may13('category.md')]: post('categories: [A b, c, a]\ncategory: World news\ntags: [x y, 中文]'),
  [may13('comma.md')]: post('tags: a, b'),
  [may13('tag.md')]: post('tag: World news\ntags: x y'),
  [may13('blank-terms.md')]: post('categories: ""\ntags: ""'),
  [may13('hash.md')]: post('categories: [C#, C++]'),
  [may13('permalink.md')]: post('permalink: /p/:year/:slug/:categories/:title\ncategories: [q]'),
  [may13('query.md')]: post('permalink: /?p=23'),
  [may13('fragment.md')]: post('permalink: /page/#part'),
  [may13('home.md')]: post('permalink: /'),
  [may13('other-host.md')]: post('permalink: https://blog.example/2013/04/moved/'),
  [may13('wordpress.md')]: post("layout: post\nstatus: publish\ntype: post\ntitle: ! 'One: two -  three\n  four'\ndate: '2022-05-13 16:05:20 -0300'\nauthor:\n  display_name: Jane\n  login: jane\ncategories:\n- General Discussions\ntags: []"),
  [may13('style-word.md')]: post('permalink: pretty'),
  [may13('climbing.md')]: post('permalink: /../../etc/./x'),
  // hidden
  [may13('unpublished.md')]: post('published: false'),
  [may13('no.md')]: post('published: no'),
  [may13('quoted-false.md')]: post('published: "false"'),
  [may13('draft.md')]: post('draft: true'),
  // front matter and text
  [may13('title.md')]: post(`title: "<b>Bold</b> and 'q' -- it's"`),
  [may13('twice.md')]: post('title: a\ntitle: b'),
  [may13('none.md')]: 'No front matter\n',
  [may13('empty.md')]: '---\n---\nEmpty\n',
  [may13('three-dots.md')]: '---\ntitle: dots\n...\nBody\n',
  [may13('blanks.md')]: '---   \ntitle: blanks\n---   \n\n\n\nBody first\n\nsecond\n',
  [may13('mark.md')]: '\u{FEFF}---\ntitle: mark\n---\nBody\n',
  [may13('excerpt.md')]: post('excerpt: "*as* is"'),
  [may13('separator.md')]: post('excerpt_separator: "<!--m-->"', 'One\n\ntwo<!--m-->three'),
  [may13('description.md')]: post('description: "<i>A</i> b"'),
  // read otherwise on purpose
  [may13('lenient-numbers.md')]: post('tags: [012, 0x10, 1.10]'),
  [may13('lenient-words.md')]: post('tags: [yes, no]'),
  [may13('lenient-nulls.md')]: post('tags: a\ncategories: [b, ~]'),
  [may13('lenient-lists.md')]: post('layout: none\ncategories: [b, [c]]'),
  [may13('lenient-lines.md')]: '---\r\ntitle: lines\r\n---\r\nBody\r\n\r\nTwo\r\n',
}

/** Ends of ids: YAML numbers and words keep their spelling here, null is no category, lists are flat, a blank line of any kind ends a summary. */
export const EXCEPTIONS: readonly string[] = ['lenient-numbers', 'lenient-words', 'lenient-nulls', 'lenient-lists', 'lenient-lines']
