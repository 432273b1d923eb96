// PURE: how the sources are, as a page. It is the operator's, not a part of the published tree: no other site may read or frame it.

import { hash } from 'node:crypto'
import { escapeHtml } from '../formats/html.ts'

export interface ShownSource {
  readonly id: string
  readonly title: string | null
  readonly state: string
  readonly text: string // all that is known, in lines
}

/** What wants attention stands first; states that are not named follow in the order they come. */
const ORDER: readonly string[] = ['failing', 'gone', 'never visited', 'disabled', 'ok']

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.125rem}' +
  'summary{padding-block:.25rem;overflow-wrap:anywhere}pre{overflow-x:auto;font:.8125rem/1.5 ui-monospace,monospace;margin:.25rem 0 1rem}'

/** The page's policy, for its header: its one style, and nothing else. */
export const STATUS_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** @param sources  texts from upstream among them: all is escaped */
export function renderStatus(siteTitle: string, sources: readonly ShownSource[]): string {
  const states = [...new Set([...ORDER, ...sources.map(({ state }) => state)])]
  const groups = states.map((state) => ({ state, members: sources.filter((source) => source.state === state) })).filter(({ members }) => members.length > 0)
  const counts = groups.map(({ state, members }) => `${members.length} ${state}`).join(', ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sources of ${escapeHtml(siteTitle)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sources of <bdi>${escapeHtml(siteTitle)}</bdi></h1>
<p>${escapeHtml(`${sources.length} in the config: ${counts || 'none'}`)} (times in UTC)</p>
${groups.map(({ state, members }) => groupOf(state, members)).join('\n')}
</main>
</body>
</html>
`
}

/** Those in trouble are open from the start. */
function groupOf(state: string, members: readonly ShownSource[]): string {
  const isOpen = state === 'failing' || state === 'gone' ? ' open' : ''
  const sources = members.map(({ id, title, text }) => {
    const name = title === null ? '' : ` <bdi>${escapeHtml(title)}</bdi>`
    return `<details${isOpen}><summary><b>${escapeHtml(id)}</b>${name}</summary><pre tabindex="0">${escapeHtml(text)}</pre></details>`
  })
  return `<section><h2>${escapeHtml(state)}</h2>\n${sources.join('\n')}\n</section>`
}
