// Whether a selector, a pattern or a JMESPath of the config can be used: each gives null, or what is wrong with it. Pure.
// The packages are loaded when a config first uses one.

import { createRequire } from 'node:module'
import type * as JmesPath from '@jmespath-community/jmespath'
import type * as CssSelect from 'css-select'
import type * as Re2 from 're2js'

const require = createRequire(import.meta.url)

/** CSS, as the package css-select understands it. */
export function selectorFault(selector: string): string | null {
  return faultOf('is not a CSS selector', () => {
    const { compile } = require('css-select') as typeof CssSelect
    compile(selector)
  })
}

/** A regular expression in RE2's language, which runs in linear time: no look-around, no back-references. */
export function patternFault(pattern: string): string | null {
  return faultOf('is not an RE2 pattern', () => {
    const { RE2JS } = require('re2js') as typeof Re2
    RE2JS.compile(pattern)
  })
}

/** JMESPath, see https://jmespath.org. */
export function jmespathFault(expression: string): string | null {
  return faultOf('is not JMESPath', () => {
    const { compile, isRegistered } = require('@jmespath-community/jmespath') as typeof JmesPath
    // The package finds out at the first record, and then only on the way it takes through the expression.
    const unknown = functionsIn(compile(expression)).find((name) => !isRegistered(name))
    if (unknown !== undefined) throw new SyntaxError(`there is no function ${unknown}()`)
  })
}

/** JMESPath, or a text with {JMESPath} in braces; the first fault in it. */
export function templateFault(template: string): string | null {
  if (!/[{}]/u.test(template)) return jmespathFault(template)
  const inBraces = [...template.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? '')
  if (/[{}]/u.test(template.replaceAll(/\{[^{}]*\}/gu, ''))) return 'has a brace without its other half'
  return inBraces.map(jmespathFault).find((fault) => fault !== null) ?? null
}

function functionsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'type' in node && node.type === 'Function' && 'name' in node ? [String(node.name)] : []
  return [...own, ...Object.values(node).flatMap(functionsIn)]
}

function faultOf(verdict: string, compile: () => void): string | null {
  try {
    compile()
    return null
  } catch (error) {
    return `${verdict}: ${error instanceof Error ? error.message.trim() : String(error)}`
  }
}

// oxlint-disable-next-line no-control-regex -- they are what it looks for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u // what XML 1.0 forbids (section 2.2)

/** The first character of a text that no feed may hold, and where; null where there is none. */
export function controlFault(text: string): { readonly at: number; readonly message: string } | null {
  const at = text.search(CONTROL)
  if (at === -1) return null
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  return { at, message: `holds the character U+${code}, which no feed may hold` }
}
