// JMESPath and texts with {JMESPath} in braces, made ready once and asked of many records. What they ask for is never evaluated as code.

import { compile, TreeInterpreter } from '@jmespath-community/jmespath'
import { textOfJson } from './json-values.ts'

type Expression = ReturnType<typeof compile>
type JsonValue = Parameters<typeof TreeInterpreter.search>[1]

/** The value in a record; null where there is none, also where the record is not of the form that the expression asks for. */
export type Query = (record: unknown) => unknown

/** The texts that a record has for a template: several where an expression finds a list, none where it finds nothing. */
export type Template = (record: unknown) => string[]

/** @param expression  known to be right */
export function compileQuery(expression: string): Query {
  const compiled = compile(expression)
  return (record) => evaluate(compiled, record)
}

function evaluate(expression: Expression, record: unknown): unknown {
  try {
    return TreeInterpreter.search(expression, record as JsonValue)
  } catch {
    return null // a function was given another type than it takes: this record has no such value
  }
}

/**
 * @param template  JMESPath, or a text with {JMESPath} in braces, known to be right
 * @param inUrl     what is put into an address is percent-encoded, unless the address begins with it
 */
export function compileTemplate(template: string, inUrl = false): Template {
  if (!template.includes('{')) {
    const query = compileQuery(template)
    return (record) => textsOf(query(record))
  }
  const parts = template.split(/\{([^{}]*)\}/u).map((part, i) => (i % 2 === 0 ? part : compileQuery(part)))
  const encoded = inUrl && parts[0] !== ''
  return (record) => {
    const filled = parts.map((part) => (typeof part === 'string' ? part : fill(part(record), encoded)))
    return filled.includes(null) ? [] : textsOf(filled.join(''))
  }
}

/** A text with a hole in it is none. */
function fill(value: unknown, encoded: boolean): string | null {
  const text = textsOf(value)[0]
  if (text === undefined) return null
  return encoded ? encodeURIComponent(text) : text
}

function textsOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map(textOfJson).filter((text) => text !== null)
}
