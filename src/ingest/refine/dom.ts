// HTML of strangers as a tree that rules can be applied to, and back. A comment is an element called `comment` with its words in the
// attribute `text`, so that selectors find what it marks. Nothing is made safe here: what comes out still goes through the sanitizer.

import { createRequire } from 'node:module'
import type * as CssSelect from 'css-select'
import type * as DomSerializer from 'dom-serializer'
import type * as DomHandling from 'domhandler'
import type { AnyNode, Document, Element } from 'domhandler'
import type * as HtmlParser from 'htmlparser2'

const require = createRequire(import.meta.url)

const MAX_CHARACTERS = 5_000_000
/** Deeper than any page; the tree is walked by recursion, and the parser searches its open elements from end to end. */
const MAX_DEPTH = 256
const CHUNK = 16_384 // characters between two looks at the depth

/** @returns null for what is too large or too deep to be looked into */
export function parseHtml(html: string): Document | null {
  if (html.length > MAX_CHARACTERS) return null
  const { Parser } = require('htmlparser2') as typeof HtmlParser
  const { DomHandler } = require('domhandler') as typeof DomHandling
  const handler = new DomHandler()
  const open = { depth: 0, deepest: 0 }
  const parser = new Parser({
    onopentag(name, attributes) {
      open.deepest = Math.max(open.deepest, (open.depth += 1))
      handler.onopentag(name, attributes)
    },
    onclosetag() {
      open.depth -= 1
      handler.onclosetag()
    },
    oncomment(data) {
      handler.onopentag('comment', { text: data.trim() })
      handler.onclosetag()
    },
    ontext: (text) => handler.ontext(text),
    onend: () => handler.onend(),
  })
  for (let at = 0; at < html.length && open.deepest <= MAX_DEPTH; at += CHUNK) parser.write(html.slice(at, at + CHUNK))
  if (open.deepest > MAX_DEPTH) return null
  parser.end()
  return handler.root
}

export function writeHtml(root: Document): string {
  const { render } = require('dom-serializer') as typeof DomSerializer
  return render(root, { encodeEntities: 'utf8' })
}

/** The elements below `root` that a CSS selector finds, in document order. */
export type Selector = (root: Document) => readonly Element[]

/** @param selector  known to be right */
export function compileSelector(selector: string): Selector {
  return compileSelectors([selector])
}

/** What any of them finds, in one walk over the tree. @param selectors  known to be right */
export function compileSelectors(selectors: readonly string[]): Selector {
  const { compile, selectAll } = require('css-select') as typeof CssSelect
  const queries = selectors.map((selector) => compile<AnyNode, Element>(selector))
  const isFound = (element: Element): boolean => queries.some((query) => query(element))
  return (root) => selectAll<AnyNode, Element>(isFound, root)
}
