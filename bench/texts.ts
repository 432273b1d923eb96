// Made-up writing for the benchmarks: the same on every run, about as rich as real feeds and posts are.

const WORDS = 'the mill turns slowly while water falls over the wheel and grain becomes flour for bread that people share'.split(' ')
const HAN = '今天市场小幅上涨投资者关注央行政策变化多家公司公布季度业绩分析师认为下半年将继续保持平稳增长'

/** A small generator of numbers, so that no run differs from another. */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export function sentence(next: () => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ')
}

export function hanSentence(next: () => number, letters: number): string {
  return Array.from({ length: letters }, () => HAN[Math.floor(next() * HAN.length)]).join('')
}

/** About `bytes` of HTML paragraphs with links, images and emphasis. */
export function html(next: () => number, bytes: number): string {
  const parts: string[] = []
  for (let size = 0; size < bytes; size += parts.at(-1)?.length ?? 0) {
    parts.push(
      `<p>${sentence(next, 20)} <a href="https://example.org/a?x=${Math.floor(next() * 1e6)}&amp;y=2">${sentence(next, 3)}</a>, <em>${sentence(next, 4)}</em> ${sentence(next, 15)}.</p>`,
      `<p><img src="/images/${Math.floor(next() * 1e6)}.jpg" alt="${sentence(next, 3)}" width="640" height="480"> ${sentence(next, 12)}</p>`,
    )
  }
  return parts.join('\n')
}

export function rssFeed(items: number, bytesEach: number): string {
  const next = numbers(items)
  const entries = Array.from({ length: items }, (_, n) => {
    const date = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toUTCString()
    return `<item><title>${sentence(next, 7)}</title><link>https://example.org/${n}</link><guid isPermaLink="false">urn:example:${items}:${n}</guid><pubDate>${date}</pubDate><dc:creator>${sentence(next, 2)}</dc:creator><category>${sentence(next, 1)}</category><description><![CDATA[${sentence(next, 30)}]]></description><content:encoded><![CDATA[${html(next, bytesEach)}]]></content:encoded></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example</title><link>https://example.org/</link><description>Made up</description>${entries.join('\n')}</channel></rss>`
}

export function post(n: number, next: () => number): string {
  const date = new Date(Date.UTC(2026, 0, 1) + n * 600_000).toISOString().slice(0, 19).replace('T', ' ')
  const head = `---\nlayout: post\ntitle: "${hanSentence(next, 18)}"\ndate: ${date} +0800\ncategories: c${Math.floor(next() * 20)}\ntags: t${Math.floor(500 * next() ** 3)}\n---\n\n`
  if (next() < 0.15) return `${head}## ${sentence(next, 4)}\n\n${sentence(next, 60)} with \`code\` and **weight**.\n\n- ${sentence(next, 8)}\n- ${sentence(next, 8)}\n\n\`\`\`js\nconst a = ${n}\n\`\`\`\n\n${Array.from({ length: 12 }, () => sentence(next, 50)).join('\n\n')}\n`
  const paragraphs = Array.from({ length: 18 }, () => `<p>${hanSentence(next, 70)}<a href="https://example.org/q?code=${n}">${hanSentence(next, 4)}</a></p>`)
  return `${head}<p style="display:none">x</p>${paragraphs.join('')}`
}
