// What every page has around it: the head with its security policy and its feeds, the bar on top, the foot.

import { hash } from 'node:crypto'
import { escapeHtml } from '../../../formats/html.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import { isolated, link } from './markup.ts'
import { STYLE } from './style.ts'
import { type Words, wordsFor } from './words.ts'

/** One published form of a feed. */
export interface Alternate {
  readonly name: string // `RSS`
  readonly mediaType: string
  readonly url: string // absolute
}

export interface Frame {
  readonly site: SiteSettings
  readonly words: Words
  readonly title: string // plain text
  readonly description: string // plain text
  readonly url: string // absolute, of the page itself
  readonly alternates: readonly Alternate[]
  readonly links: readonly { readonly rel: string; readonly url: string }[] // prev, next
  readonly script: string | null // the page's only script, inlined
  readonly main: string // HTML
}

/** A whole document. Its policy lets in the two texts below by their hashes, media from anywhere, and nothing else. */
export function framePage(page: Frame): string {
  const { site, words, script } = page
  const home = `${site.url}index.html`
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
<link rel="canonical" href="${escapeHtml(page.url)}">
${headLinks(page)}<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="bar">${link(home, escapeHtml(site.title))}
<nav aria-label="${words.site}">${link(`${site.url}all.html`, words.everything)} ${link(home, words.allFeeds)}</nav></header>
<main id="main">
${page.main}
</main>
<footer class="foot"><span>${escapeHtml(site.title)}</span><span>${words.madeBy}</span></footer>
${script === null ? '' : `<script>${script}</script>\n`}</body>
</html>
`
}

/** Content Security Policy Level 3. Frames and forms are off; `frame-ancestors` has no effect in a meta element. */
export function contentPolicy(script: string | null): string {
  const scripts = script === null ? '' : `; script-src '${inlineHash(script)}'`
  return `default-src 'none'; style-src '${STYLE_HASH}'${scripts}; img-src https: http:; media-src https: http:; base-uri 'none'; form-action 'none'`
}

function inlineHash(text: string): string {
  return `sha256-${hash('sha256', text, 'base64')}`
}

const STYLE_HASH = inlineHash(STYLE)

/** What stands where a page was: it leads to the new address at once, by a link where a browser does not. No script, no style. */
export function renderMovedPage({ site, title, url, alternates }: Pick<Frame, 'site' | 'title' | 'url' | 'alternates'>): string {
  return `<!doctype html>
<html lang="${wordsFor(site.language).language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">
<title>${escapeHtml(title)}</title>
<link rel="canonical" href="${escapeHtml(url)}">
${headLinks({ alternates, links: [], title })}</head>
<body>
<p>${link(url, isolated(title))}</p>
</body>
</html>
`
}

function headLinks({ alternates, links, title }: Pick<Frame, 'alternates' | 'links' | 'title'>): string {
  const feeds = alternates.map(({ name, mediaType, url }) => {
    return `<link rel="alternate" type="${escapeHtml(mediaType)}" title="${escapeHtml(`${title} (${name})`)}" href="${escapeHtml(url)}">\n`
  })
  return [...feeds, ...links.map(({ rel, url }) => `<link rel="${rel}" href="${escapeHtml(url)}">\n`)].join('')
}
