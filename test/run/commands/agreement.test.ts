// Whatever the config asks for and the operator does, what is published agrees with itself and with the store.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../../support/site.ts'

const ITEMS = Array.from({ length: 9 }, (_, n) => ({ n, tag: n % 2 === 0 ? 'Bank' : 'Haus', day: String(n + 1).padStart(2, '0') }))
const item = ({ n, tag, day }: (typeof ITEMS)[number]): string =>
  `<item><guid>https://wire.example.org/${n}</guid>${n === 4 ? '' : `<title>Title &amp;amp; ${n}</title>`}<link>https://wire.example.org/${n}</link><pubDate>${day} Jun 2026 08:00:00 GMT</pubDate><category>${tag}</category><description>&lt;p&gt;Text ${n} &amp;lt;b&amp;gt;.&lt;/p&gt;</description>${n === 8 ? '<enclosure url="https://wire.example.org/8.mp3" type="audio/mpeg" length="9"/>' : ''}</item>`
const rss = (items: readonly (typeof ITEMS)[number][]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link><description>d</description>${items.map(item).join('')}</channel></rss>`

const config = (more = '', publish = 'limit: 2, precompress: true', rights = 'full'): string => `site: { title: Mill, url: https://mill.example.org/, timezone: Asia/Shanghai }
sources:
  - { id: wire, url: ../saved/wire.rss, category: News, rights: ${rights} }
  - { id: blog, type: posts, path: ../posts, category: News }
publish: { ${publish} }
${more}`

const steps: readonly { readonly it: string; readonly change: (site: Site) => Promise<unknown> | void }[] = [
  { it: 'as it is published first', change: () => undefined },
  { it: 'after articles that came later, and one that came late', change: (site) => site.write('saved/wire.rss', rss(ITEMS)) },
  { it: 'after an article was retracted', change: (site) => site.run('retract', 'https://wire.example.org/7') },
  { it: 'after a term moved', change: (site) => site.write('config/feedmill.yaml', config('taxonomy: { slugs: { Bank: haus-bank } }\n')) },
  { it: 'with views', change: (site) => site.write('config/feedmill.yaml', config('views:\n  - { id: banks, title: Banks, where: { tags: [Bank] } }\n  - { id: both, title: Both, where: { any: [{ tags: [Bank] }, { tags: [Haus] }] }, age: 5d }\n')) },
  { it: 'with a window and no archive', change: (site) => site.write('config/feedmill.yaml', config('', 'limit: 5, window: 2d, archive: false')) },
  { it: 'with links only', change: (site) => site.write('config/feedmill.yaml', config('', 'limit: 3', 'link')) },
  { it: 'with nothing but HTML', change: (site) => site.write('config/feedmill.yaml', config('', 'limit: 3, formats: [html]')) },
  { it: 'without HTML', change: (site) => site.write('config/feedmill.yaml', config('', 'limit: 3, formats: [json, atom]')) },
]

describe('what is published agrees with itself and with the store', () => {
  let site: Site
  beforeAll(() => {
    site = makeSite({
      'config/feedmill.yaml': config(),
      'saved/wire.rss': rss(ITEMS.slice(2, 7)),
      'posts/2026-06-03-a.md': '---\ntitle: "A: post"\ntags: [Bank]\n---\n\nText.\n',
    })
  })
  afterAll(() => site.remove())

  for (const step of steps) {
    it(step.it, async () => {
      await step.change(site)
      const run = await site.run('refresh', '--json')
      assert.equal(run.status, 0, run.stdout + run.stderr)
      const { status, stdout } = await site.run('verify')
      assert.match(stdout, /compared with the store: nothing differs\n$/u)
      assert.equal(status, 0)
    })
  }
})
