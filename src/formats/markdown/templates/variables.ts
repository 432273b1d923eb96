// What a post of Jekyll's keeps under a name and shows later: `{% assign dir = "/img" %}`, `{% capture note %}…{% endcapture %}`. Values are texts that
// are known without running anything. What is shown of them is bounded, as each may hold others twice.

import { type JekyllPage, jekyllValue } from '../marks/link-tags.ts'

export interface Variables {
  readonly page: JekyllPage
  readonly values: Map<string, string>
  readonly captures: { readonly name: string | null; readonly from: number }[] // open ones: where in what is written they begin; null: shown in place
  readonly shown: ReadonlySet<string> // the names that the body shows as they are
  room: number // characters of values that may still be shown
}

const SHOWN = /\{\{-?\s{0,9}([\w-]{1,100}?)\s{0,9}(?:-?\}\}|\|\s{0,9}(?:relative_url|absolute_url|prepend|append|strip)\b)/gu
const MAX_SHOWN = 1_000_000

export function variablesOf(body: string, page: JekyllPage): Variables {
  return { page, values: new Map(), captures: [], shown: new Set(Array.from(body.matchAll(SHOWN), ([, name = '']) => name)), room: MAX_SHOWN }
}

/** What an expression shows; null where that is not known, or would be too much. */
export function shownValue(variables: Variables, expression: string): string | null {
  const value = jekyllValue(expression, variables.page, variables.values)
  variables.room -= value?.length ?? 0
  return variables.room < 0 ? null : value
}

const ASSIGN = /^assign\s+([\w-]+)\s*=\s*(.*)$/su
const LITERAL = /^(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))$/su

/** @returns whether the value is known */
function assign({ values, page }: Variables, statement: string): boolean {
  const [, name = '', expression = ''] = ASSIGN.exec(statement) ?? []
  const [, double, single, number] = LITERAL.exec(expression.trim()) ?? []
  const value = double ?? single ?? number ?? jekyllValue(expression, page, values)
  if (value === null || value.length > MAX_SHOWN) values.delete(name)
  else values.set(name, value)
  return values.has(name)
}

/** What follows in `written` is kept under this name, if it is shown anywhere as it is; for an include, or as other HTML, it stays where it is. */
function openCapture({ captures, shown }: Variables, statement: string, written: readonly string[]): void {
  const name = /^capture\s+["']?([\w-]+)/u.exec(statement)?.[1] ?? ''
  captures.push({ name: shown.has(name) ? name : null, from: written.length })
}

function closeCapture({ captures, values }: Variables, written: string[]): void {
  const { name = null, from = 0 } = captures.pop() ?? {}
  if (name !== null) values.set(name, written.splice(from).join(''))
}

/**
 * Reads a tag that keeps a value.
 * @param written  what the body became up to it
 * @returns whether it was one, and the value is known
 */
export function readVariable(variables: Variables, word: string, statement: string, written: string[]): boolean {
  if (word === 'assign') return assign(variables, statement)
  if (word === 'capture') openCapture(variables, statement, written)
  else if (word === 'endcapture') closeCapture(variables, written)
  return word === 'capture' || word === 'endcapture'
}
