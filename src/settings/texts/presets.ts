// Cleaning rules by name, for texts that many sites take from the same few places. Written as a source would write them in the config.

import type { CleanConfig, ExtractConfig } from '../schema.ts'

export interface Preset {
  readonly extract: ExtractConfig
  readonly clean: Omit<CleanConfig, 'preset'>
}

/** What Chinese news portals put around and into an article: charts that show the prices of now, links around every company's name, source lines. */
const NEWS_CN: Preset = {
  extract: {
    author: { match: '^[（(【]?\\s*(?:本文|文章|稿件|新闻|资料)?来源\\s*[：:]\\s*([^（()）【】]{1,60}?)\\s*[）)】]?$', remove: true },
    url: { match: '^(https?://\\S+[?&](?:infoCode|newsId|articleId|code|id)=\\w+)$', remove: true },
  },
  clean: {
    remove: [
      '[style*="display:none"]',
      '[style*="display: none"]',
      '.EmImageRemark',
      'img[src*="GetPic.aspx"]',
      'img[src*="webquotepic."]',
      'img[src*="webquoteklinepic."]',
      'img[src*="/newchart/"]',
      'span[id^="quote_"]',
    ],
    removeText: [
      '^[（(【]?\\s*(?:责任编辑|责编|编辑|校对|审核)\\s*[：:]\\s*\\S.{0,40}$',
      '^(?:返回|回到)[^。！？，；]{1,40}(?:[|｜·]\\s*(?:返回|回到|首页|上一篇|下一篇)[^。！？，；]{0,40})*$',
    ],
    unwrap: ['span[id^="stock_"]', 'span[id^="bk_"]', 'span[id^="Info."]', 'a[href*="//quote."]', 'a.keytip', 'a.infokey', 'a.keyword', 'a[data-code]'],
    indents: true,
  },
}

export const PRESETS: Readonly<Record<string, Preset>> = { 'news-cn': NEWS_CN }
