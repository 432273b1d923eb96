// Ways to explain words: definition lists (`term`, below it `: what it means`), goldmark's too, and kramdown's abbreviations (`*[HTML]: its long form`).

import type { StateBlock, StateCore, Token } from 'markdown-it'

/** What these rules remember of the text they are in. */
interface Environment {
  definitionIndent?: number | null // of the list whose definition is being read
  abbreviations?: Map<string, string>
}

const MAX_TERMS = 20 // lines above one definition
const MAX_ABBREVIATIONS = 200 // of one text: each is looked for everywhere

// --- definition lists

/** A block rule of markdown-it. Silent, it tells whether a line ends the paragraph of the definition before it. */
export function readDefinitions(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent) return definitionAt(state, startLine, (state.env as Environment).definitionIndent ?? Infinity) !== null
  let line = startLine
  let found = nextDefinition(state, line, endLine)
  if (found === null) return false
  state.push('dl_open', 'dl', 1)
  while (found !== null) {
    writeTerms(state, line, found.terms)
    line = writeDefinitions(state, found.line, endLine)
    while (line < endLine && state.isEmpty(line)) line += 1
    found = nextDefinition(state, line, endLine)
  }
  state.push('dl_close', 'dl', -1)
  state.line = line
  return true
}

/** The lines of terms that begin here, and the line of what they mean. */
function nextDefinition(state: StateBlock, startLine: number, endLine: number): { readonly terms: number; readonly line: number } | null {
  let terms = 0
  while (terms <= MAX_TERMS && isTerm(state, startLine + terms, endLine)) terms += 1
  if (terms === 0 || terms > MAX_TERMS) return null
  const below = startLine + terms
  const line = below < endLine && state.isEmpty(below) ? below + 1 : below
  return line < endLine && definitionAt(state, line) !== null ? { terms, line } : null
}

function isTerm(state: StateBlock, line: number, endLine: number): boolean {
  const indent = (state.sCount[line] ?? 0) - state.blkIndent
  return line < endLine && !state.isEmpty(line) && indent >= 0 && indent < 4 && definitionAt(state, line) === null
}

/** The offset behind the colon; null where the line is no definition. */
function definitionAt(state: StateBlock, line: number, listIndent = state.blkIndent): number | null {
  const indent = (state.sCount[line] ?? 0) - listIndent
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  const isMarked = indent >= 0 && indent < 4 && state.src[start] === ':' && /[ \t]/u.test(state.src[start + 1] ?? '')
  return isMarked && start + 2 < (state.eMarks[line] ?? 0) ? start + 1 : null
}

function writeTerms(state: StateBlock, startLine: number, terms: number): void {
  for (let line = startLine; line < startLine + terms; line += 1) {
    state.push('dt_open', 'dt', 1).map = [line, line + 1]
    const inline = state.push('inline', '', 0)
    inline.content = state.getLines(line, line + 1, state.blkIndent, false).trim()
    inline.children = []
    inline.map = [line, line + 1]
    state.push('dt_close', 'dt', -1)
  }
}

/** All definitions of one term. @returns the line behind them */
function writeDefinitions(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine
  for (let behind = definitionAt(state, line); behind !== null; behind = line < endLine ? definitionAt(state, line) : null) {
    line = writeDefinition(state, line, endLine, behind)
  }
  return line
}

/** Its text is a document of its own, indented by what stands before it. */
function writeDefinition(state: StateBlock, line: number, endLine: number, behind: number): number {
  const environment = state.env as Environment
  const before = { blkIndent: state.blkIndent, parentType: state.parentType, tight: state.tight }
  const outer = environment.definitionIndent ?? null
  const [shift, count] = [state.tShift[line] ?? 0, state.sCount[line] ?? 0]
  const content = behind + (/^[ \t]*/u.exec(state.src.slice(behind, behind + 100))?.[0].length ?? 0)
  const isApart = line > 0 && state.isEmpty(line - 1)
  const first = state.tokens.length
  state.push('dd_open', 'dd', 1).map = [line, line + 1]
  environment.definitionIndent = state.blkIndent
  Object.assign(state, { blkIndent: count + 2, tight: true })
  state.tShift[line] = content - (state.bMarks[line] ?? 0)
  state.sCount[line] = count + content - behind + 1
  state.md.block.tokenize(state, line, endLine)
  const next = state.line
  state.tShift[line] = shift
  state.sCount[line] = count
  Object.assign(state, before)
  environment.definitionIndent = outer
  state.push('dd_close', 'dd', -1)
  if (!isApart) hideFirstParagraph(state.tokens, first + 1)
  return Math.max(next, line + 1)
}

function hideFirstParagraph(tokens: readonly Token[], at: number): void {
  const [open, , close] = tokens.slice(at, at + 3)
  if (open?.type !== 'paragraph_open' || close?.type !== 'paragraph_close') return
  open.hidden = true
  close.hidden = true
}

// --- abbreviations

const ABBREVIATION = /^\*\[([^\]\n]{1,100})\]:[ \t]?(.{0,500})$/u

/** A block rule of markdown-it. */
export function readAbbreviation(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src[start] !== '*' || state.src[start + 1] !== '[') return false
  const [, short, long] = ABBREVIATION.exec(state.src.slice(start, state.eMarks[startLine])) ?? []
  if (short === undefined || long === undefined) return false
  if (silent) return true
  const environment = state.env as Environment
  environment.abbreviations ??= new Map()
  if (environment.abbreviations.size < MAX_ABBREVIATIONS) environment.abbreviations.set(short, long.trim())
  state.line = startLine + 1
  return true
}

/** A core rule of markdown-it: every mention is given its long form. */
export function markAbbreviations(state: StateCore): void {
  const { abbreviations } = state.env as Environment
  if (abbreviations === undefined) return
  const alternatives = [...abbreviations.keys()].sort((a, b) => b.length - a.length).map((short) => short.replaceAll(/[\^$\\.*+?()[\]{}|/]/gu, String.raw`\$&`))
  const mention = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  for (const token of state.tokens) {
    if (token.type === 'inline' && token.children !== null) token.children = token.children.flatMap((span) => (span.type === 'text' ? marked(state, span, mention, abbreviations) : [span]))
  }
}

function marked(state: StateCore, span: Token, mention: RegExp, abbreviations: ReadonlyMap<string, string>): Token[] {
  const spans: Token[] = []
  let end = 0
  const text = (content: string): void => {
    if (content !== '') spans.push(Object.assign(new state.Token('text', '', 0), { content, level: span.level }))
  }
  for (const { 0: short, index } of span.content.matchAll(mention)) {
    text(span.content.slice(end, index))
    const open = new state.Token('abbr_open', 'abbr', 1)
    const long = abbreviations.get(short) ?? ''
    if (long !== '') open.attrs = [['title', long]]
    spans.push(open)
    text(short)
    spans.push(new state.Token('abbr_close', 'abbr', -1))
    end = index + short.length
  }
  if (end === 0) return [span]
  text(span.content.slice(end))
  return spans
}
