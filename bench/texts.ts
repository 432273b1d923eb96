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

/** How often each of these is asked for falls as one over its rank. */
export function zipf(next: () => number, ranks: number): number {
  return Math.floor((ranks + 1) ** next()) - 1
}

/** A post of about 5 KB: 85 % news in HTML as a crawler wrote it, 15 % Markdown with code and lists. */
export function post(n: number, next: () => number): string {
  const date = new Date(Date.UTC(2020, 0, 1) + n * 600_000).toISOString().slice(0, 19)
  const tags = [...new Set(Array.from({ length: 3 }, () => `t${zipf(next, 500)}`))]
  const head = `---\nlayout: post\ntitle: "${hanSentence(next, 18)}"\ndate: ${date}+08:00\ncategories: [c${Math.floor(next() * 20)}]\ntags: [${tags.join(', ')}]\n---\n\n`
  return head + (next() < 0.15 ? markdown(n, next) : news(n, next))
}

function news(n: number, next: () => number): string {
  const link = (code: number): string => `<a href="https://quote.example.org/unify/r/${code}" class="em_stock_key_common" data-code="${code}" target="_blank">${hanSentence(next, 4)}</a>`
  const image = `<p style="text-align:center;"><img src="https://img.example.org/pic?nid=${n}&imageType=k" border="0" alt="K ${n}" style="border:#d1d1d1 1px solid;" width="578" height="276" /></p>`
  const paragraphs = Array.from({ length: 13 }, (_, at) => `<p>${hanSentence(next, 60)}${at % 3 === 0 ? link(n + at) : ''}，<strong>${hanSentence(next, 6)}</strong>${hanSentence(next, 20)}。</p>`)
  return `<p style="display:none;height:1px;overflow:hidden;"><br /></p><!-- image -->${image}${paragraphs.join('')}<p class="em_media">（文章来源：${hanSentence(next, 6)}）</p>\n`
}

function markdown(n: number, next: () => number): string {
  const code = Array.from({ length: 12 }, (_, at) => `const value${at} = compute(${n}, '${sentence(next, 3)}') // <${at}>`)
  const list = Array.from({ length: 8 }, () => `- ${sentence(next, 9)} *${sentence(next, 2)}*`)
  const paragraphs = Array.from({ length: 10 }, () => `${sentence(next, 30)} [${sentence(next, 3)}](https://example.org/${n}) and \`code\` with **weight** ${sentence(next, 24)}.`)
  return `## ${sentence(next, 4)}\n\n${paragraphs.join('\n\n')}\n\n${list.join('\n')}\n\n\`\`\`js\n${code.join('\n')}\n\`\`\`\n`
}
