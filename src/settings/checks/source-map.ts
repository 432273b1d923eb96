// Where in the config's text a key or value stands, so that every complaint names line and column. Pure.

import { type Document, isMap, isNode, isPair, isSeq, type LineCounter, type Node } from 'yaml'

export type ConfigPath = readonly (string | number)[]

export interface Place {
  readonly line: number // from 1
  readonly column: number // from 1
}

/** A complaint about the config, before it is put into words for people. */
export interface Problem extends Place {
  readonly path: string // `sources[2].url`; '' for the whole
  readonly message: string
}

/** Place of the value at `path`, or of its nearest ancestor that is written down. */
export function placeOfValue(document: Document, lines: LineCounter, path: ConfigPath): Place {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return placeAt(lines, node.range[0])
  }
  return { line: 1, column: 1 }
}

/** Place of a key itself, for keys that should not be there. */
export function placeOfKey(document: Document, lines: LineCounter, parent: ConfigPath, key: string): Place {
  const map = parent.length === 0 ? document.contents : document.getIn(parent, true)
  const pair = isMap(map) ? map.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === key) : undefined
  const node = pair?.key as Node | undefined
  return node?.range ? placeAt(lines, node.range[0]) : placeOfValue(document, lines, parent)
}

export function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** `['sources', 2, 'url']` as `sources[2].url`. */
export function spellPath(path: ConfigPath): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`)).join('')
}

/** Calls back for every text scalar with its path; aliases are not followed. */
export function visitTexts(node: unknown, path: ConfigPath, visit: (scalar: { value: unknown }, path: ConfigPath) => void): void {
  if (isMap(node)) for (const { key, value } of node.items) visitTexts(value, [...path, String(key)], visit)
  else if (isSeq(node)) for (const [i, item] of node.items.entries()) visitTexts(item, [...path, i], visit)
  else if (isNode(node) && 'value' in node && typeof node.value === 'string') visit(node, path)
}
