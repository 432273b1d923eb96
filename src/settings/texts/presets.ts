// Cleaning rules by name, for texts that many sites take from the same few places. Written as a source would write them in the config.

import type { CleanConfig, ExtractConfig } from '../schema.ts'

export interface Preset {
  readonly extract: ExtractConfig
  readonly clean: Omit<CleanConfig, 'preset'>
}

/** Where images say what they show; the later ones before a script moved it. */
const ADDRESSES = ['src', 'data-src', 'data-original']

/** Images whose address has all of these parts. */
function imagesAt(...parts: readonly string[]): string {
  return ADDRESSES.map((name) => `img${parts.map((part) => `[${name}*="${part}" i]`).join('')}`).join(', ')
}

/** Images alone in what follows a comment with one of these in it, `<!-- Chart_Start -->` say; in a `div` only where no paragraphs are: it may hold the whole text. */
function imagesAfter(...words: readonly string[]): string {
  const comment = `comment:is(${words.map((word) => `[text*="${word}" i]`).join(', ')})`
  return `${comment} + img, ${comment} + a > img, ${comment} + :is(p, center, figure, div:not(:has(p))) img`
}

/** Pictures that are drawn when they are asked for, and show the prices of that moment. One that an editor made has a name of its own. */
const CHARTS_OF_NOW: readonly string[] = [
  '[class*="ImageRemark" i], [class*="ChartRemark" i]',
  imagesAfter('StockImg', 'StockChart', 'Chart_Start', 'Chart Start', 'KLine', 'K线', '分时'),
  'img:is([data-code], [data-secid], [data-stockcode])',
  'a:is([data-code], [data-secid], [data-stockcode], [href*="//quote."], [href*="/realstock/"], [href*="//stockpage."]) img',
  imagesAt('GetPic.aspx'),
  imagesAt('quotepic'),
  imagesAt('klinepic'),
  imagesAt('/newchart/'),
  imagesAt('imageType=', 'nid='),
  ...['.aspx?', '.ashx?', '.php?'].flatMap((script) => [imagesAt(script, 'secid='), imagesAt(script, 'symbol='), imagesAt(script, 'stockcode=')]),
  imagesAt('.aspx?', 'nid='),
  ...['kline', 'k-line', 'stockchart', 'stock-chart', 'stock_chart', 'minchart', 'min-chart'].map((name) => `img[class*="${name}" i], [class*="${name}" i] > img, [class*="${name}" i] > a > img`),
  'img[alt^="K图"]',
]

/** Links around the names of companies and trades: their words stay. */
const KEYWORD_LINKS: readonly string[] = [
  'span[id^="stock_"]',
  'span[id^="bk_"]',
  'span[id^="Info."]',
  'a[href*="//quote."], a[href*="/realstock/"], a[href*="//stockpage."], a[href*="/stock?code="]',
  'a[data-code], a[data-secid], a[data-stockcode]',
  ...['keytip', 'infokey', 'keyword', 'hotword', 'singleStock', 'stock-link', 'stocklink'].map((name) => `a[class*="${name}" i], span[class*="${name}" i]`),
]

/**
 * What Chinese news portals put around and into an article: charts that show the prices of now, links around every company's name,
 * source lines, counters, navigation. The source of a table (`资料来源`, `数据来源`) is not that of the article.
 */
const NEWS_CN: Preset = {
  extract: {
    author: {
      match: '^[（(【\\[]?\\s*(?:(?:本文|文章|稿件|新闻|信息)来源|来源)\\s*[：:]\\s*([^（()）【】\\[\\]，。；]{1,60}?(?:[（(][^（()）]{1,20}[）)])?)(?:\\s+(?:作者|记者|编辑|责编|责任编辑|时间)\\s*[：:].{0,60})?\\s*[）)】\\]]?$',
      remove: true,
    },
    url: {
      match:
        '^(?:阅读)?原文(?:链接|地址|网址)?\\s*[：:]?\\s*(https?://\\S+)$|' +
        '^(https?://\\S+(?:[?&](?:infoCode|newsId|articleId|contentId|docId|code|aid|id)=[\\w-]+(?:[&#]\\S*)?|[Ss]hare\\S*))$',
      remove: true,
    },
  },
  clean: {
    remove: ['[hidden], [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i], [style*="visibility: hidden" i]', ...CHARTS_OF_NOW, 'span[id^="quote_"]'],
    removeText: [
      '^[（(【]?\\s*(?:责任编辑|责编|编辑|校对|审核)\\s*[：:]\\s*\\S.{0,40}$',
      '^[（(【]\\s*原标题\\s*[：:].{1,200}[）)】]$',
      '^(?:返回|回到)[^。！？，；]{1,40}(?:[|｜·]\\s*(?:返回|回到|首页|上一篇|下一篇)[^。！？，；]{0,40})*$',
      '^(?:上一篇|下一篇|上一页|下一页)\\s*(?:$|[：:|｜].{0,120}$)',
      '^(?:阅读|浏览|点击|评论|点赞|收藏|转发)(?:量|数|次数)?\\s*[：:(（]?\\s*\\d[\\d,.]*\\s*[万亿]?\\s*[次人条]?\\s*[）)]?$',
    ],
    unwrap: [...KEYWORD_LINKS],
    indents: true,
  },
}

export const PRESETS: Readonly<Record<string, Preset>> = { 'news-cn': NEWS_CN }
