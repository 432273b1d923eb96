// EDGE: what reaches a terminal. Data goes to stdout, everything else to stderr; upstream text is freed of what steers a terminal.

import { createRequire } from 'node:module'
import { stripVTControlCharacters } from 'node:util'
import type * as CliProgress from 'cli-progress'

const require = createRequire(import.meta.url)

/** Where commands write; tests and the daemon bring their own. */
export interface Terminal {
  readonly print: (line: string) => void // data
  readonly printJson: (value: unknown) => void // one object, with what steers a terminal escaped
  readonly tell: (line: string) => void // for the person watching
  readonly progress: (isQuiet: boolean) => Progress // a bar on a terminal, nothing elsewhere
}

export interface Progress {
  readonly update: (done: number, total: number, what: string) => void
  readonly stop: () => void
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined }

export function openTerminal(): Terminal {
  return {
    print: (line) => void process.stdout.write(`${printable(line)}\n`),
    printJson: (value) => void process.stdout.write(`${safeJson(value)}\n`),
    tell: (line) => void process.stderr.write(`${printable(line)}\n`),
    progress: (isQuiet) => (process.stderr.isTTY && !isQuiet ? openBar() : SILENT),
  }
}

const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A text without escape sequences, control characters and direction overrides; line breaks stay (S23). */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n\t]/gu, '').replaceAll(DIRECTIONS, '')
}

/** A text of one line: what follows a line break in a guid would look like a line of ours (S23). */
export function inLine(text: string): string {
  return text.includes('\n') ? text.split('\n').map((part) => part.trim()).join(' ') : text
}

/** JSON in which the same characters are escapes: no byte of the data is lost. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/[\u007F-\u009F]/gu, escaped).replaceAll(DIRECTIONS, escaped)
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function openBar(): Progress {
  const { Presets, SingleBar } = require('cli-progress') as typeof CliProgress // most runs are watched by nobody
  const bar = new SingleBar({ format: '{what} {bar} {value}/{total}', stream: process.stderr, clearOnComplete: true, hideCursor: true }, Presets.rect)
  let isStarted = false
  return {
    update(done, total, what) {
      if (!isStarted) bar.start(total, done, { what })
      isStarted = true
      bar.setTotal(total)
      bar.update(done, { what: printable(what) })
    },
    stop: () => bar.stop(),
  }
}
