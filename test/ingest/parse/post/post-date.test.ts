// Dates of posts, spelling by spelling and dialect by dialect.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { DIALECTS } from '../../../../src/ingest/parse/post/dialects.ts'
import { readPostDate } from '../../../../src/ingest/parse/post/post-date.ts'
import type { Dialect } from '../../../../src/model/source.ts'

/** What a dialect makes of a date on a site in Shanghai: an instant in ISO 8601, or the complaint. */
function dated(written: string, dialect: Dialect): string {
  const quoted = written.startsWith('"')
  const date = readPostDate({ text: quoted ? written.slice(1, -1) : written, quoted }, { ...DIALECTS[dialect].dates, timezone: 'Asia/Shanghai' })
  return 'at' in date ? new Date(date.at).toISOString().replace('.000Z', 'Z') : date.unreadable
}

describe('dates with a zone are that instant everywhere', () => {
  const spellings = ['2022-05-13 17:18:53 +0800', '2022-05-13 17:18:53 +08:00', '2022-05-13T09:18:53Z', '2022-05-13 17:18:53 +8', '2022-05-13 09:18:53 UTC', '2022-05-13 09:18:53 GMT']
  const words = ['2022-05-13 18:18:53 +0900 KST', '2022-05-13 09:18:53 +0000 (UTC)', 'Fri May 13 10:18:53 +0100 2022', 'Fri May 13 09:18:53 UTC 2022']
  const more = [...words, '2022-05-13 17:18:53 Asia/Shanghai', 'Fri, 13 May 2022 17:18:53 +0800', '"2022-05-13 17:18:53 +0800"']
  for (const dialect of Object.keys(DIALECTS) as Dialect[]) {
    it(dialect, () => assert.deepEqual([...spellings, ...more].map((text) => dated(text, dialect)), [...spellings, ...more].map(() => '2022-05-13T09:18:53Z')))
  }
})

describe('dates without a zone', () => {
  const SITE = '2022-05-13T09:18:53Z'
  const UTC = '2022-05-13T17:18:53Z'
  const cases: readonly (readonly [written: string, dialect: Dialect, expected: string])[] = [
    ['2022-05-13', 'jekyll', '2022-05-12T16:00:00Z'],
    ['2022-05-13', 'hugo', '2022-05-12T16:00:00Z'],
    ['2022-05-13', 'hexo', '2022-05-12T16:00:00Z'],
    ['2022-05-13', 'plain', '2022-05-12T16:00:00Z'],
    ['2022-05-13', 'eleventy', '2022-05-13T00:00:00Z'],
    ['2022-05-13', 'astro', '2022-05-13T00:00:00Z'],
    ['2022-05-13', 'docusaurus', '2022-05-13T00:00:00Z'],
    ['May 13, 2022', 'astro', '2022-05-12T16:00:00Z'],
    ['2022/05/13', 'astro', '2022-05-12T16:00:00Z'],
    ['2022/05/13', 'docusaurus', '2022-05-12T16:00:00Z'],
    ['2022-05-13 17:18:53', 'jekyll', UTC],
    ['2022-05-13T17:18:53', 'jekyll', UTC],
    ['2022-5-13 17:18:53', 'jekyll', UTC],
    ['2022-05-13 17:18:53', 'hugo', SITE],
    ['2022-05-13 17:18:53', 'hexo', SITE],
    ['2022-05-13 17:18:53', 'docusaurus', SITE],
    ['2022-05-13 17:18:53', 'eleventy', UTC],
    ['2022-05-13 17:18:53', 'astro', UTC],
    ['"2022-05-13 17:18:53"', 'jekyll', SITE],
    ['"2022-05-13 17:18:53"', 'astro', SITE],
    ['"2022-05-13 17:18:53"', 'eleventy', UTC],
    ['2022-05-13T17:18', 'eleventy', '2022-05-13T17:18:00Z'],
    ['2022-05-13T17:18', 'jekyll', '2022-05-13T09:18:00Z'],
    ['2022-05-13 17:18', 'jekyll', '2022-05-13T09:18:00Z'],
    ['2022-05-13 17:18', 'obsidian', '2022-05-13T09:18:00Z'],
    ['13 May 2022', 'jekyll', '2022-05-12T16:00:00Z'],
    ['13 May 2022', 'hugo', '2022-05-12T16:00:00Z'],
    ['May 13, 2022', 'plain', '2022-05-12T16:00:00Z'],
    ['May 13, 2022 5:18 PM', 'plain', '2022-05-13T09:18:00Z'],
    ['13. May 2022 17:18:53', 'jekyll', SITE],
    ['Thu May  5 17:18:53 2022', 'jekyll', '2022-05-05T09:18:53Z'],
    ['2022-05-13 17:18:53,250', 'jekyll', SITE],
    ['2022/05/13-17:18:53', 'jekyll', SITE],
    ['2022-05-13 Fri', 'jekyll', '2022-05-12T16:00:00Z'],
    ['2022-05-13 Fri 17:18:53', 'jekyll', SITE],
    ['2022-05-13, Friday', 'plain', '2022-05-12T16:00:00Z'],
    ['2022-05-13 14:48:53 +05:30:00', 'jekyll', SITE],
    ['2022-05-13 17:18:53 PM', 'jekyll', SITE],
    ['2022-05-13 17:18 PM', 'hexo', '2022-05-13T09:18:00Z'],
    ['2022-05-13 00:18 AM', 'hexo', '2022-05-12T16:18:00Z'],
    ['2022-05-13 13:18 AM', 'jekyll', '2022-05-12T17:18:00Z'],
    ['2022-05-13 13:18 AM', 'hexo', "there is no 13 o'clock with Am"],
    ['2022-05-13 00:18 PM', 'jekyll', '2022-05-13T04:18:00Z'],
    ['2022-05-13 00:18 PM', 'hexo', "there is no 00 o'clock with Pm"],
    ['2022-05-13 24:18 PM', 'jekyll', "there is no 24 o'clock with Pm"],
    ['2022/05/13 17:18:53', 'jekyll', SITE],
    ['20220513', 'jekyll', '2022-05-12T16:00:00Z'],
    ['11-9-2017', 'jekyll', '2017-09-10T16:00:00Z'],
    ['2022-05-13 17:18:53.250', 'plain', '2022-05-13T09:18:53.250Z'],
    ['2022-05-13T09:18:53.250Z', 'jekyll', SITE],
    ['2022-05-13 +0100', 'jekyll', '2022-05-12T16:00:00Z'],
    ['2022-05-13 +0100', 'plain', '2022-05-12T23:00:00Z'],
    ['2022-05-13-17:18', 'jekyll', '2022-05-13T09:18:00Z'],
    ['2022-05-13 7:8:9', 'jekyll', '2022-05-12T23:08:09Z'],
    ['2022.5.13 17:18:53', 'jekyll', SITE],
    ['Fri May 13 17:18:53 2022', 'jekyll', SITE],
    ['2022-05-13 17:18:53 -500', 'jekyll', SITE],
    ['2022-05-13 17:18:53 -500', 'plain', '2022-05-13T22:18:53Z'],
    ['2022-05-13 17:18:53 +100', 'jekyll', '2022-05-13T07:18:53Z'],
    ['2022-05-13 17:18:53 +1:30', 'jekyll', '2022-05-13T15:48:53Z'],
    ['"2022-05-13 17:18:53 +1"', 'jekyll', SITE],
    ['2022-05-13 17:18 +1', 'jekyll', '2022-05-13T09:18:00Z'],
    ['2022-05-13 17:18 +01', 'jekyll', '2022-05-13T16:18:00Z'],
    ['2022-05-13 17:18:53 GMT+1', 'jekyll', SITE],
    ['2022-05-13 17:18:53 GMT+1', 'plain', '2022-05-13T16:18:53Z'],
    ['2022-05-13 17:18:53 UTC +1', 'jekyll', UTC],
    ['2022-05-13 +09:18', 'jekyll', '2022-05-13T01:18:00Z'],
  ]
  for (const [written, dialect, expected] of cases) it(`${written} in ${dialect}`, () => assert.equal(dated(written, dialect), expected))
})

describe('dates that are refused', () => {
  const cases: readonly (readonly [written: string, dialect: Dialect, complaint: RegExp])[] = [
    ['2022-05-13 17:18', 'hugo', /write HH:MM:SS/u],
    ['2022/05/13 17:18:53', 'hugo', /write YYYY-MM-DD/u],
    ['2022.05.13', 'hugo', /write YYYY-MM-DD/u],
    ['2022-05-13 7:8:9', 'hugo', /two digits/u],
    ['20220513', 'hugo', /write YYYY-MM-DD/u],
    ['11/9/2017', 'jekyll', /cannot be told apart/u],
    ['2022-05-13 17:18:53 CST', 'jekyll', /CST has more than one meaning/u],
    ['2022-05-13 17:18:53 Nowhere/Land', 'jekyll', /left over/u],
    ['2022-13-45', 'jekyll', /no such day/u],
    ['2022-02-31', 'jekyll', /no such day/u],
    ['2022-05-13 24:00:00', 'jekyll', /no such day or time/u],
    ['2022-05-13 23:59:60', 'jekyll', /no such day or time/u],
    ['2023-01-29 18:30:22 2023 -0800', 'jekyll', /left over/u],
    ['2022-05-13 17:18:53 +0800 at home', 'jekyll', /left over/u],
    [' +0800', 'jekyll', /not a date/u],
    ['17:18:53', 'plain', /holds no date/u],
    ['1969-12-31', 'plain', /not between 1970 and 2199/u],
    ['2200-01-01', 'plain', /not between 1970 and 2199/u],
    ['yesterday', 'plain', /not a date/u],
    ['1652433533', 'plain', /not a date/u],
    ['2022', 'plain', /not a date/u],
    [`2022-05-13 ${'x'.repeat(100)}`, 'plain', /too long/u],
  ]
  for (const [written, dialect, complaint] of cases) it(`${written.slice(0, 40)} in ${dialect}`, () => assert.match(dated(written, dialect), complaint))
})
