// Every word that Feedmill itself says on a page, in each language it speaks. Upstream text is never in here.

import type { CivilTime } from '../../../formats/zones.ts'

export interface Words {
  readonly language: string // BCP 47, of these words
  readonly skip: string
  readonly site: string // names the links on top, for those who hear the page; so do the next two
  readonly pages: string
  readonly groups: string
  readonly allFeeds: string
  readonly everything: string
  readonly views: string
  readonly categories: string
  readonly tags: string
  readonly sources: string
  readonly view: string
  readonly category: string
  readonly tag: string
  readonly source: string
  readonly archive: string
  readonly stories: (count: number) => string
  readonly feeds: (count: number) => string
  readonly changed: string // before a date: when a feed last changed
  readonly subscribe: string
  readonly howTo: string
  readonly whatIsAFeed: string
  readonly aFeedIs: string
  readonly readOn: string
  readonly close: string
  readonly alsoIn: string
  readonly via: string
  readonly linksTo: string
  readonly updated: string
  readonly comments: string
  readonly listen: string
  readonly attachment: string
  readonly filedUnder: string
  readonly older: string
  readonly newest: string
  readonly emptyFeed: string
  readonly emptySite: string
  readonly search: string
  readonly noMatch: string
  readonly found: string // after a number
  readonly copy: string
  readonly copied: string
  readonly allAsOpml: string
  readonly sourcesAsOpml: string
  readonly madeBy: string
  /** The parts of a day's heading, in the order they are read. */
  readonly day: (at: CivilTime) => readonly { readonly part: 'weekday' | 'number' | 'month'; readonly text: string }[]
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const ENGLISH: Words = {
  language: 'en',
  skip: 'Skip to the content',
  site: 'Site',
  pages: 'Pages',
  groups: 'Groups of feeds',
  allFeeds: 'All feeds',
  everything: 'Everything',
  views: 'Views',
  categories: 'Categories',
  tags: 'Tags',
  sources: 'Sources',
  view: 'View',
  category: 'Category',
  tag: 'Tag',
  source: 'Source',
  archive: 'Archive',
  stories: (count) => (count === 1 ? '1 story' : `${grouped(count)} stories`),
  feeds: (count) => (count === 1 ? '1 feed' : `${grouped(count)} feeds`),
  changed: 'last change',
  subscribe: 'Subscribe',
  howTo: 'Copy one of these addresses into a feed reader. Any of them will do.',
  whatIsAFeed: 'What is a feed?',
  aFeedIs:
    'A feed is a file that a program can read. A feed reader looks at it now and then and shows you what is new, ' +
    'from as many sites as you like, in one place. There is no account here and nothing to sign up for: ' +
    'you keep the list, and you end it by removing a line.',
  readOn: 'Read on',
  close: 'Close',
  alsoIn: 'also in',
  via: 'via',
  linksTo: 'links to',
  updated: 'updated',
  comments: 'comments',
  listen: 'Listen',
  attachment: 'Attachment',
  filedUnder: 'Filed under',
  older: 'Older stories',
  newest: 'Newest stories',
  emptyFeed: 'Nothing here yet. The addresses above work already: subscribe, and the first story will find you.',
  emptySite: 'No feeds yet. Add a source to the config and run a refresh.',
  search: 'Find a feed',
  noMatch: 'No feed has that in its name.',
  found: 'found',
  copy: 'Copy link',
  copied: 'Copied',
  allAsOpml: 'All feeds as OPML',
  sourcesAsOpml: 'This category and its sources as OPML',
  madeBy: 'Ground by Feedmill',
  day: ({ weekday, day, month, year }) => [
    { part: 'weekday', text: `${WEEKDAYS[weekday]} ` },
    { part: 'number', text: `${day} ` },
    { part: 'month', text: `${MONTHS[month - 1]} ${year}` },
  ],
}

const CHINESE: Words = {
  language: 'zh',
  skip: '跳到正文',
  site: '本站',
  pages: '翻页',
  groups: '订阅分组',
  allFeeds: '全部订阅',
  everything: '全部内容',
  views: '专题',
  categories: '分类',
  tags: '标签',
  sources: '来源',
  view: '专题',
  category: '分类',
  tag: '标签',
  source: '来源',
  archive: '存档',
  stories: (count) => `${grouped(count)} 篇文章`,
  feeds: (count) => `${grouped(count)} 个订阅`,
  changed: '最近更新',
  subscribe: '订阅',
  howTo: '把其中任意一个地址复制到阅读器里即可。',
  whatIsAFeed: '什么是订阅源？',
  aFeedIs:
    '订阅源是给程序读的文件。阅读器会定时查看它，把各个网站的新内容集中到一处。' +
    '这里不需要账号，也不用注册；不想看了，从自己的列表里删掉就好。',
  readOn: '阅读全文',
  close: '收起',
  alsoIn: '另见',
  via: '经由',
  linksTo: '指向',
  updated: '更新于',
  comments: '评论',
  listen: '收听',
  attachment: '附件',
  filedUnder: '归类',
  older: '更早的文章',
  newest: '最新文章',
  emptyFeed: '这里还没有文章。上面的地址已经可以订阅，第一篇发布后会自动送达。',
  emptySite: '还没有订阅源。请在配置里添加来源，然后运行一次刷新。',
  search: '查找订阅',
  noMatch: '没有名称相符的订阅。',
  found: '个结果',
  copy: '复制链接',
  copied: '已复制',
  allAsOpml: '全部订阅（OPML）',
  sourcesAsOpml: '本分类及其来源（OPML）',
  madeBy: '由 Feedmill 生成',
  day: ({ weekday, day, month, year }) => [
    { part: 'month', text: `${year}年${month}月` },
    { part: 'number', text: `${day}日` },
    { part: 'weekday', text: ` 星期${'日一二三四五六'[weekday]}` },
  ],
}

/** The words for a site's language; English where Feedmill does not speak it. */
export function wordsFor(language: string): Words {
  return /^zh(?:-|$)/iu.test(language) ? CHINESE : ENGLISH
}

/** `12,345`: the same in every locale, so that pages stay the same bytes. */
function grouped(count: number): string {
  return String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, ',')
}
