// What is to leave a tree, collected first and taken out in one pass: one by one, a long text would be gone through for each.

import type { ChildNode, Element, ParentNode } from 'domhandler'
import { isElement, type Line } from './lines.ts'

export interface Edits {
  readonly gone: Set<ChildNode> // with all they hold
  readonly opened: Set<Element> // their tags alone
}

const CELLS = new Set(['body', 'html', 'td', 'th']) // stay when they are emptied

export function noEdits(): Edits {
  return { gone: new Set(), opened: new Set() }
}

/** Its nodes, and the break that set it off. */
export function removeLine({ gone }: Edits, { nodes, breakBefore }: Line): void {
  for (const node of nodes) gone.add(node)
  if (breakBefore !== null) gone.add(breakBefore)
}

/** Elements that it leaves empty go too. */
export function applyEdits(parent: ParentNode, edits: Edits): void {
  const kept: ChildNode[] = []
  for (const child of parent.children) {
    if (edits.gone.has(child)) continue
    if (!isElement(child)) {
      kept.push(child)
      continue
    }
    const held = child.children.length
    applyEdits(child, edits)
    if (edits.opened.has(child)) for (const inside of child.children) kept.push(inside)
    else if (held === 0 || child.children.length > 0 || CELLS.has(child.name)) kept.push(child)
  }
  if (kept.length !== parent.children.length || kept.some((child) => child.parent !== parent)) adopt(parent, kept)
}

function adopt(parent: ParentNode, children: ChildNode[]): void {
  parent.children = children
  for (const [i, child] of children.entries()) {
    child.parent = parent
    child.prev = children[i - 1] ?? null
    child.next = children[i + 1] ?? null
  }
}
