// What every page has around it: the head with its security policy and its feeds, the bar on top, the foot.

import { hash } from 'node:crypto'
import { DIRECTORY_PATH } from '../../../model/document.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import { STYLE } from './style.ts'
import { fill } from './templates/fill.ts'
import { type Words, wordsFor } from './words.ts'

/** One published form of a feed. */
export interface Alternate {
  readonly name: string // `RSS`
  readonly mediaType: string
  readonly url: string // absolute
}

interface Frame {
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
  const { site, script } = page
  const style = site.templates['style'] ?? STYLE
  return fill('page', { ...page, ...commonData(page), policy: contentPolicy(style, script), style }, site)
}

/** What every template is given. */
export function commonData({ site, words }: Pick<Frame, 'site' | 'words'>): object {
  const { title, url, description, language } = site
  return { site: { title, url, description, language }, words, home: `${url}${DIRECTORY_PATH}`, everythingUrl: `${url}all.html` }
}

/** Content Security Policy Level 3. Frames and forms are off; `frame-ancestors` has no effect in a meta element. */
function contentPolicy(style: string, script: string | null): string {
  const scripts = script === null ? '' : `; script-src '${inlineHash(script)}'`
  return `default-src 'none'; style-src '${inlineHash(style)}'${scripts}; img-src https: http:; media-src https: http:; base-uri 'none'; form-action 'none'`
}

const hashes = new Map<string, string>()

/** Of one of few texts, each on thousands of pages. */
function inlineHash(text: string): string {
  const known = hashes.get(text)
  if (known !== undefined) return known
  const made = `sha256-${hash('sha256', text, 'base64')}`
  hashes.set(text, made)
  return made
}

/** What stands where a page was: it leads to the new address at once, by a link where a browser does not. No script, no style. */
export function renderMovedPage({ site, title, url, alternates }: Pick<Frame, 'site' | 'title' | 'url' | 'alternates'>): string {
  return fill('moved', { ...commonData({ site, words: wordsFor(site.language) }), title, url, alternates }, site)
}
