// What Obsidian's notes have beside Markdown: links and embeds in double brackets, comments, highlights, callouts, names of blocks.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock, StateCore, StateInline } from 'markdown-it'
import { openComment, withoutComments } from './note-code.ts'
import { pathFrom } from './post-links.ts'

/** What a caller may know of a vault. */
export interface NoteOptions {
  readonly links?: Readonly<Record<string, string>> // from names of notes to their pages
  readonly path?: string // of the note in its vault
}

const WIKI = /(!?)\[\[([^[\]|\n]{1,500}?)\\?(?:\|([^[\]\n]{0,500}))?\]\]/uy
const PDF = /\.pdf\s*(?:#.*)?$/iu
const HIGHLIGHT = /==(?=[^\s=])([^=\n]{0,2000}[^\s=])==/uy

export function obsidian(markdown: MarkdownIt): void {
  markdown.core.ruler.after('normalize', 'comments', dropComments)
  markdown.block.ruler.before('fence', 'comment', skipComment, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  markdown.inline.ruler.before('link', 'wiki', readWiki)
  markdown.inline.ruler.before('link', 'highlight', readHighlight)
  markdown.core.ruler.after('block', 'callouts', readCallouts)
}

/** The names of the notes that a body links to: as they are written, or a path where it is given from the note that links. */
export function linkedNotes(body: string, path: string): string[] {
  if (!body.includes('[[')) return []
  return [...new Set([...body.matchAll(new RegExp(WIKI.source, 'gu'))].map((match) => placedName(match[2] ?? '', path)))].filter((name) => name !== '')
}

/** `../a` is a note beside the folder of the one that links. */
function placedName(target: string, path: string): string {
  const name = nameOf(target)
  return /^\.{1,2}\//u.test(name) ? pathFrom(path, name) : name
}

function nameOf(target: string): string {
  return target.replace(/#.*$/u, '').trim().replace(/\.md$/iu, '')
}

interface Comments {
  open?: number // where one begins that does not end
}

function dropComments(state: StateCore): void {
  state.src = withoutComments(state.src)
  const env = state.env as Comments
  env.open = openComment(state.src)
}

/** One that begins a line and has no end takes all the rest, as in Obsidian: nobody is to read it. */
function skipComment(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0) !== (state.env as Comments).open) return false
  if (!silent) state.line = endLine
  return true
}

function matchHere(pattern: RegExp, state: StateInline): RegExpExecArray | null {
  pattern.lastIndex = state.pos
  return pattern.exec(state.src)
}

function readHighlight(state: StateInline, silent: boolean): boolean {
  if (silent || !state.src.startsWith('==', state.pos)) return false
  const found = matchHere(HIGHLIGHT, state)
  if (found === null) return false
  const { pos, posMax } = state
  state.push('mark_open', 'mark', 1)
  state.pos = pos + 2
  state.posMax = pos + found[0].length - 2
  state.md.inline.tokenize(state)
  state.push('mark_close', 'mark', -1)
  state.pos = pos + found[0].length
  state.posMax = posMax
  return true
}

/** `[[Note#Part|words]]` is a link where the note has a page, and its words elsewhere; `![[picture.png|300]]` shows a file. */
function readWiki(state: StateInline, silent: boolean): boolean {
  if (silent || !/!?\[/uy.test(state.src.slice(state.pos, state.pos + 2))) return false
  const [whole, bang, target = '', words] = matchHere(WIKI, state) ?? []
  if (whole === undefined) return false
  if (bang === '!' && PDF.test(target)) linkTo(state, encodeURI(target.trim()), words?.trim() || nameOf(target))
  else if (bang === '!' && MEDIA.test(target)) showFile(state, target.trim(), words?.trim() ?? '')
  else linkNote(state, target, (words ?? '').trim() || target.trim().replace(/^#/u, '').replaceAll('#', ' > '))
  state.pos += whole.length
  return true
}

function linkNote(state: StateInline, target: string, words: string): void {
  const { links = {}, path = '' } = state.env as NoteOptions
  const name = placedName(target, path)
  linkTo(state, Object.hasOwn(links, name) ? links[name] : undefined, words)
}

function linkTo(state: StateInline, link: string | undefined, words: string): void {
  if (link !== undefined) state.push('link_open', 'a', 1).attrs = [['href', link]]
  state.push('text', '', 0).content = words
  if (link !== undefined) state.push('link_close', 'a', -1)
}

const MEDIA = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp|flac|m4a|mp3|ogg|wav|3gp|mkv|mov|mp4|ogv|webm)\s*$/iu
const SOUND = /\.(?:flac|m4a|mp3|ogg|wav|3gp)$/iu
const FILM = /\.(?:mkv|mov|mp4|ogv|webm)$/iu

/** The words behind a picture are its width, and height, or what it shows. */
function showFile(state: StateInline, file: string, words: string): void {
  const src = encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F')
  if (SOUND.test(file) || FILM.test(file)) {
    const tag = SOUND.test(file) ? 'audio' : 'video'
    state.push('media_open', tag, 1).attrs = [['src', src], ['controls', '']]
    state.push('media_close', tag, -1)
    return
  }
  const [, width, height] = /^(\d{1,5})(?:x(\d{1,5}))?$/u.exec(words) ?? []
  const sizes: [string, string][] = [...(width === undefined ? [] : [['width', width] as [string, string]]), ...(height === undefined ? [] : [['height', height] as [string, string]])]
  state.push('picture', 'img', 0).attrs = [['src', src], ['alt', width === undefined ? words || file : file], ...sizes]
}

const CALLOUT = /^\[!([\w-]{1,50})(?:\|[^\]\n]{0,100})?\][+-]?[ \t]*(.*)(?:\n|$)/u
/** `^name` at the end of a block is what others link to it by. */
const BLOCK_NAME = /(?:^|\s)\^[A-Za-z\d-]{1,100}$/u

/** `> [!note] Title` is a quote that begins with its title. */
function readCallouts({ tokens }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline') continue
    token.content = token.content.replace(BLOCK_NAME, '')
    const [whole, kind = '', title = ''] = tokens[index - 2]?.type === 'blockquote_open' ? (CALLOUT.exec(token.content) ?? []) : []
    if (whole === undefined) continue
    const rest = token.content.slice(whole.length)
    token.content = `<strong>${title.trim() || kind.slice(0, 1).toUpperCase() + kind.slice(1).toLowerCase()}</strong>${rest === '' ? '' : `\n${rest}`}`
  }
}
