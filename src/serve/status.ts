// PURE: how the sources are, as a page. It is the operator's, not a part of the published tree: no other site may read or frame it.

import { hash } from 'node:crypto'
import { escapeHtml } from '../formats/html.ts'
import { MONO, ROOT } from '../formats/html/palette.ts'

export interface ShownSource {
  readonly id: string
  readonly title: string | null
  readonly state: string
  readonly brief: readonly string[] // what a glance needs, in lines
  readonly facts: readonly (readonly [label: string, text: string])[] // all that is known; an empty label: more of the same
  readonly visits: readonly ShownVisits[] // the last ones, oldest first
}

/** Visits in a row that came to the same. */
export interface ShownVisits {
  readonly outcome: string // `ingested`, `unchanged`, `failed` or `gone`
  readonly text: string
}

interface Group {
  readonly state: string
  readonly members: readonly ShownSource[]
}

/** What wants attention stands first; states that are not named follow in the order they come. */
const ORDER: readonly string[] = ['failing', 'gone', 'incomplete', 'never visited', 'disabled', 'ok']
const TROUBLE: ReadonlySet<string> = new Set(['failing', 'gone', 'incomplete'])
const BAR = 6 // units of width of one stretch of visits

const RULES = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:0 clamp(1rem,4vw,2.5rem) 3rem;background:var(--paper);color:var(--ink);font:1rem/1.5 var(--sans);overflow-wrap:anywhere}
header{padding-block:clamp(1.5rem,5vw,3rem) 1.5rem}
h1{font:600 clamp(1.75rem,1.3rem + 2vw,2.5rem)/1.15 var(--serif);margin:0 0 .5rem}
p,dl{margin:0}
header p,small,.brief{color:var(--soft);font-size:.8125rem}
a{color:inherit;text-underline-offset:.2em}
a:hover{color:var(--mark)}
:focus-visible{outline:2px solid var(--mark);outline-offset:3px;border-radius:2px}
section{border-block-start:1px solid var(--line);padding-block:1.25rem 1.5rem}
h2{font:600 1.375rem/1.3 var(--serif);margin:0 0 .5rem}
h2 small{font:400 .8125rem/1.5 var(--sans);margin-inline-start:.5rem}
summary{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem 1.5rem;align-items:start;cursor:pointer;padding-block:.5rem;list-style:none}
summary::-webkit-details-marker{display:none}
summary:hover .name{color:var(--mark)}
.name::after{content:" +";color:var(--mark)}
[open]>summary .name::after{content:" \\2212"}
.brief{display:block}
.trouble .brief{color:var(--ink)}
svg{block-size:1rem;inline-size:auto;margin-block-start:.25rem;fill:var(--line)}
.ingested{fill:var(--ink)}
.failed,.gone{fill:var(--mark)}
dl{display:grid;grid-template-columns:minmax(5rem,max-content) minmax(0,1fr);gap:.15rem 1.25rem;margin-block:.25rem 1rem;padding:.85rem 1rem;
background:var(--wash);border-radius:.4rem;font:.8125rem/1.5 ${MONO}}
dt{color:var(--soft)}
dd{margin:0;grid-column:2}
`
const STYLE = `${ROOT}${RULES}`.replaceAll('\n', '')

/** The page's policy, for its header: its one style, and nothing else. */
export const STATUS_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/**
 * @param published  where the list of all feeds is
 * @param sources    texts from upstream among them: all is escaped
 */
export function renderStatus(siteTitle: string, published: string, sources: readonly ShownSource[]): string {
  const states = [...new Set([...ORDER, ...sources.map(({ state }) => state)])]
  const groups = states.map((state) => ({ state, members: sources.filter((source) => source.state === state) })).filter(({ members }) => members.length > 0)
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
<header>
<h1>Sources of <bdi>${escapeHtml(siteTitle)}</bdi></h1>
<p>${sources.length} in the config: ${groups.map(linkTo).join(', ') || 'none'} (times in UTC) · <a href="${escapeHtml(published)}">what is published</a> · <a href="/status.json">as JSON</a> · <a href="/metrics">metrics</a></p>
<p>A bar is a stretch of visits that came to the same: strong ones brought something new, faint ones nothing, red ones failed.</p>
</header>
<main>
${groups.map(renderGroup).join('\n')}
</main>
</body>
</html>
`
}

function linkTo({ state, members }: Group): string {
  return `<a href="#${anchorOf(state)}">${members.length} ${escapeHtml(state)}</a>`
}

function anchorOf(state: string): string {
  return state.replaceAll(/[^a-z]+/gu, '-')
}

function renderGroup({ state, members }: Group): string {
  const mark = TROUBLE.has(state) ? ' class="trouble"' : ''
  return `<section id="${anchorOf(state)}"${mark}><h2>${escapeHtml(state)}<small>${members.length}</small></h2>\n${members.map(renderSource).join('\n')}\n</section>`
}

function renderSource({ id, title, brief, facts, visits }: ShownSource): string {
  const name = title === null ? '' : ` <bdi>${escapeHtml(title)}</bdi>`
  const lines = brief.map((line) => `<span class="brief">${escapeHtml(line)}</span>`).join('')
  const rows = facts.map(([label, text]) => `${label === '' ? '' : `<dt>${escapeHtml(label)}</dt>`}<dd>${escapeHtml(text)}</dd>`).join('')
  return `<details><summary><span><span class="name"><b>${escapeHtml(id)}</b>${name}</span>${lines}</span>${renderVisits(visits)}</summary><dl>${rows}</dl></details>`
}

/** A bar for each stretch of visits; the words for them are among the facts. */
function renderVisits(visits: readonly ShownVisits[]): string {
  if (visits.length === 0) return ''
  const bars = visits.map(({ outcome, text }, at) => `<rect class="${escapeHtml(outcome)}" x="${at * BAR}" width="${BAR - 2}" height="16" rx="1"><title>${escapeHtml(text)}</title></rect>`)
  return `<svg viewBox="0 0 ${visits.length * BAR - 2} 16" aria-hidden="true">${bars.join('')}</svg>`
}
