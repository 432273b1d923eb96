// The lines of a text as a reader sees them: a paragraph is one, and so is each part of it between two breaks.

import type { ChildNode, Document, Element, ParentNode, Text } from 'domhandler'

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const MEDIA = new Set(['audio', 'embed', 'iframe', 'img', 'object', 'picture', 'svg', 'video'])

export interface Line {
  readonly text: string // its white space folded, trimmed
  readonly nodes: readonly ChildNode[] // siblings
  readonly breakBefore: Element | null // the `br` that sets it off
}

/** Lines with text or media in them, in document order. */
export function linesOf(root: Document): Line[] {
  const lines: Line[] = []
  collect(root, blocksIn(root), lines)
  return lines
}

/** Block elements, and inline ones that hold such. */
function blocksIn(root: Document): ReadonlySet<ParentNode> {
  const blocks = new Set<ParentNode>()
  const open: ParentNode[] = [root]
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of parent.children) {
      if (!isElement(child)) continue
      open.push(child)
      if (!BLOCKS.has(child.name)) continue
      for (let holder: ParentNode | null = child; holder !== null && !blocks.has(holder); holder = holder.parent) blocks.add(holder)
    }
  }
  return blocks
}

function collect(parent: ParentNode, blocks: ReadonlySet<ParentNode>, lines: Line[]): void {
  let nodes: ChildNode[] = []
  let breakBefore: Element | null = null
  const endLine = (nextBreak: Element | null): void => {
    const text = nodes.map(textOf).join('').replaceAll(/\s+/gu, ' ').trim()
    if (text !== '' || nodes.some(holdsMedia)) lines.push({ text, nodes, breakBefore })
    nodes = []
    breakBefore = nextBreak
  }
  for (const child of parent.children) {
    if (isElement(child) && blocks.has(child)) {
      endLine(null)
      collect(child, blocks, lines)
    } else if (isElement(child) && child.name === 'br') endLine(child)
    else nodes.push(child)
  }
  endLine(null)
}

/** Blanks at its beginning go, whatever their width. */
export function trimIndent({ nodes }: Line): void {
  const open = [...nodes].reverse()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isElement(node)) {
      if (MEDIA.has(node.name)) return
      open.push(...[...node.children].reverse())
    } else if (isText(node)) {
      node.data = node.data.replace(/^\s+/u, '')
      if (node.data !== '') return
    }
  }
}

export function textOf(node: ChildNode): string {
  if (isElement(node)) return node.children.map(textOf).join('')
  return isText(node) ? node.data : ''
}

function holdsMedia(node: ChildNode): boolean {
  return isElement(node) && (MEDIA.has(node.name) || node.children.some(holdsMedia))
}

export function isElement(node: ChildNode | ParentNode): node is Element {
  return 'attribs' in node
}

function isText(node: ChildNode): node is Text {
  return node.nodeType === 3
}
