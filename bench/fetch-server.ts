// The other end of the benchmark `fetch`: 5,000 feeds on 127.0.0.1, in a process of its own so that its work counts for nobody.
// 20 items, 38 KB on average; half of the answers gzipped, 35 % Atom, 10 % RDF, the rest RSS. Prints its origin.

import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { html, numbers, sentence } from './texts.ts'

const ITEMS = 20
const START = Date.UTC(2026, 0, 1)

const next = numbers(38)
/** What the items say, from 0.5 to 2.5 KB of HTML: shared, as nobody compares the texts of two feeds. */
const TEXTS = Array.from({ length: 200 }, (_, n) => ({
  title: sentence(next, 7),
  summary: sentence(next, 12),
  body: Array.from({ length: 1 + (n % 5) }, () => html(next, 1)).join('\n'),
}))

let round = 0 // each one gives every twentieth feed a new item

const server = createServer((request, response) => {
  const path = request.url ?? ''
  if (path === '/next-round') round += 1
  const n = Number(/^\/(\d+)$/u.exec(path)?.[1])
  if (Number.isNaN(n)) {
    response.writeHead(204).end()
    return
  }
  const version = Math.floor((round + 19 - (n % 20)) / 20)
  const etag = `"${n}-${version}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  const text = Buffer.from(feed(n, version))
  const zipped = n % 2 === 0
  const body = zipped ? gzipSync(text, { level: 6 }) : text
  response.writeHead(200, { etag, 'content-type': 'text/xml', 'content-length': body.length, ...(zipped && { 'content-encoding': 'gzip' }) }).end(body)
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}\n`)
})

function feed(n: number, version: number): string {
  const items = Array.from({ length: ITEMS }, (_, i) => version + ITEMS - 1 - i)
  const kind = n % 20
  if (kind < 7) return atom(n, items)
  return kind < 9 ? rdf(n, items) : rss(n, items)
}

function textOf(n: number, item: number): (typeof TEXTS)[number] {
  return TEXTS[(n * 7 + item) % TEXTS.length] ?? { title: '', summary: '', body: '' }
}

function site(n: number): string {
  return `https://s${n}.example.org`
}

function dateOf(n: number, item: number): Date {
  return new Date(START + n * 1000 + item * 3_600_000)
}

function rss(n: number, items: readonly number[]): string {
  const entries = items.map((i) => {
    const { title, summary, body } = textOf(n, i)
    return `<item><title>${title}</title><link>${site(n)}/${i}</link><guid isPermaLink="false">urn:example:${n}:${i}</guid><pubDate>${dateOf(n, i).toUTCString()}</pubDate><dc:creator>Ada Example</dc:creator><description><![CDATA[${summary}]]></description><content:encoded><![CDATA[${body}]]></content:encoded></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Source ${n}</title><link>${site(n)}/</link><description>Made up</description>\n${entries.join('\n')}\n</channel></rss>`
}

function rdf(n: number, items: readonly number[]): string {
  const entries = items.map((i) => {
    const { title, body } = textOf(n, i)
    return `<item rdf:about="${site(n)}/${i}"><title>${title}</title><link>${site(n)}/${i}</link><dc:date>${dateOf(n, i).toISOString()}</dc:date><description><![CDATA[${body}]]></description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${site(n)}/"><title>Source ${n}</title><link>${site(n)}/</link><description>Made up</description></channel>\n${entries.join('\n')}\n</rdf:RDF>`
}

function atom(n: number, items: readonly number[]): string {
  const entries = items.map((i) => {
    const { title, summary, body } = textOf(n, i)
    const date = dateOf(n, i).toISOString()
    const escaped = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    return `<entry><id>urn:example:${n}:${i}</id><title>${title}</title><link href="${site(n)}/${i}"/><published>${date}</published><updated>${date}</updated><author><name>Ada Example</name></author><summary>${summary}</summary><content type="html">${escaped}</content></entry>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${site(n)}/</id><title>Source ${n}</title><link href="${site(n)}/"/><updated>${dateOf(n, items[0] ?? 0).toISOString()}</updated>\n${entries.join('\n')}\n</feed>`
}
