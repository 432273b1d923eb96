// `npm run bench [NAME …]`: speed as ratios against a bare baseline in the same run, as machines are shared and noisy.

import { benchFetch } from './fetch.ts'
import { benchNews } from './news.ts'
import { benchParse } from './parse.ts'
import { benchPosts } from './posts.ts'
import { benchPublish } from './publish.ts'

const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = { fetch: benchFetch, news: benchNews, parse: benchParse, posts: benchPosts, publish: benchPublish }

const names = process.argv.slice(2)
for (const name of names.length === 0 ? Object.keys(BENCHES) : names) {
  const bench = BENCHES[name]
  if (bench === undefined) throw new Error(`no benchmark is called ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.stdout.write(`\n${name}\n`)
  for (const line of await bench()) process.stdout.write(`  ${line}\n`)
  process.stdout.write(`  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`)
}
