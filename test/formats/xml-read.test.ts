import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { attributeIn, MAX_DEPTH, placeOf, readXml, type XmlElement, type XmlReading } from '../../src/formats/xml-read.ts'

/** Every whole child of <root>, as names and texts. */
function read(text: string): { readonly seen: string[]; readonly reading: XmlReading } {
  const seen: string[] = []
  const reading = readXml(text, {
    takeRoot: (name) => (name === 'root' ? { prefix: '' } : 'skip'),
    isFrame: ({ name }) => name === 'frame',
    isItem: (name) => name === 'item',
    onElement: (element) => seen.push(show(element)) < 3,
  })
  return { seen, reading }
}

function show({ name, children }: XmlElement): string {
  return `${name}(${children.map((child) => (typeof child === 'string' ? child : show(child))).join('')})`
}

function firstChild(text: string): XmlElement {
  const seen: XmlElement[] = []
  readXml(text, { takeRoot: () => ({ prefix: '' }), isFrame: () => false, isItem: () => false, onElement: (element) => seen.push(element) < 1 })
  return seen[0] ?? assert.fail('there is no child')
}

// --- well-formed trees, and the many ways of writing one

interface Tree {
  readonly name: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly children: readonly (Tree | Piece)[]
}

interface Piece {
  readonly text: string
  readonly as: 'text' | 'cdata' | 'numbers' | 'comment' | 'instruction'
}

const signs = fc.string({ unit: fc.constantFrom('a', 'b', '<', '>', '&', "'", '"', ']', '-', '?', '!', ' ', '\n', 'é', '中', '\u{1f33e}'), maxLength: 12 })
const pieces: fc.Arbitrary<Piece> = fc.record({ text: signs, as: fc.constantFrom('text', 'cdata', 'numbers', 'comment', 'instruction') })
const attributes = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'xml:c'), signs), { selector: ([name]) => name, maxLength: 3 })

const { elements } = fc.letrec<{ elements: Tree; nodes: Tree | Piece }>((tie) => ({
  elements: fc.record({ name: fc.constantFrom('x', 'x-y', 'z.1', 'é'), attributes, children: fc.array(tie('nodes'), { maxLength: 4 }) }),
  nodes: fc.oneof({ maxDepth: 4 }, pieces, tie('elements')),
}))

function write(node: Tree | Piece): string {
  if ('as' in node) return writePiece(node)
  const start = `<${node.name}${node.attributes.map(([name, value]) => `\n${name} = '${escape(value)}'`).join('')}`
  return node.children.length === 0 ? `${start} />` : `${start}>${node.children.map(write).join('')}</${node.name}\t>`
}

function writePiece({ text, as }: Piece): string {
  switch (as) {
    case 'text':
      return escape(text)
    case 'cdata':
      return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
    case 'numbers':
      return Array.from(text, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join('')
    case 'comment':
      return `<!--${text.replaceAll('-', '')}-->`
    case 'instruction':
    default:
      return `<?x ${text.replaceAll('?', '')}?>`
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&apos;')
}

/** With the texts that meet as one, and what is no text gone: `[name, attributes, children]`. */
function joined({ name, attributes: written, children }: Tree): unknown {
  const kept: unknown[] = []
  for (const child of children) add(kept, 'as' in child ? (child.as === 'comment' || child.as === 'instruction' ? '' : child.text) : joined(child))
  return [name, written.flat(), kept]
}

function add(to: unknown[], node: unknown): void {
  const last = to.at(-1)
  if (node === '') return
  if (typeof node === 'string' && typeof last === 'string') to[to.length - 1] = last + node
  else to.push(node)
}

function readTrees(text: string): unknown[] {
  const seen: XmlElement[] = []
  const reading = readXml(text, { takeRoot: () => ({ prefix: '' }), isFrame: () => false, isItem: () => false, onElement: (element) => seen.push(element) > 0 })
  assert.deepEqual([reading.cut, reading.trouble], [null, null])
  return seen.map(shape)
}

function shape({ name, attributes: read, children }: XmlElement): unknown {
  const kept: unknown[] = []
  for (const child of children) add(kept, typeof child === 'string' ? child : shape(child))
  return [name, read, kept]
}

describe('readXml', () => {
  const cases = [
    { it: 'hands over the children of the root', text: '<root><a>1</a><b>2</b></root>', expect: ['a(1)', 'b(2)'] },
    { it: 'hands over the children of frames, never the frames', text: '<root><frame><a>1</a></frame><b/></root>', expect: ['a(1)', 'b()'] },
    { it: 'does not take a frame’s name for a frame below an element', text: '<root><a><frame>1</frame></a></root>', expect: ['a(frame(1))'] },
    { it: 'resolves names by namespace', text: '<root xmlns:q="http://purl.org/dc/elements/1.1/"><q:Title>1</q:Title></root>', expect: ['dc:title(1)'] },
    { it: 'lets an inner declaration win', text: '<root xmlns:q="urn:x"><q:a/><q:a xmlns:q="http://purl.org/dc/elements/1.1/"/><q:a/></root>', expect: ['?:a()', 'dc:a()', '?:a()'] },
    { it: 'lets an inner default namespace win', text: '<root><p xmlns="http://www.w3.org/1999/xhtml"><b/></p><p/></root>', expect: ['xhtml:p(xhtml:b())', 'p()'] },
    { it: 'ends an item where the next begins', text: '<root><item>1<b>2<item>3</item></root>', expect: ['item(1b(2))', 'item(3)'] },
    { it: 'stops when told to', text: '<root><a/><b/><c/><d/></root>', expect: ['a()', 'b()', 'c()'] },
    { it: 'never hands over what is cut', text: '<root><a/><b>1', expect: ['a()'] },
    { it: 'passes over what is before the root', text: '<x><root><a/></root>', expect: ['a()'] },
    { it: 'ends an XML declaration that lacks its second question mark', text: '<?xml version="1.0"><root><a/></root>', expect: ['a()'] },
    { it: 'keeps signs of markup in processing instructions', text: '<root><a>1<?x <b> > ?>2</a></root>', expect: ['a(12)'] },
    { it: 'keeps signs of markup in comments', text: '<root><a>1<!-- </a> > -- ]]> -->2</a></root>', expect: ['a(12)'] },
    { it: 'keeps CDATA as it is', text: '<root><a><![CDATA[<b>&lt;]]]]><![CDATA[>]]></a></root>', expect: ['a(<b>&lt;]]>)'] },
    { it: 'begins anew at a tag inside an end tag', text: '<root><a>1</a<b>2</b></root>', expect: ['a(1)', 'b(2)'] },
    { it: 'takes a bare < for text', text: '<root><a>1 < 2 <3 <= x<y</a></root>', expect: ['a(1 < 2 <3 <= x<y)'] },
    { it: 'takes an end tag in other letters', text: '<root><Item>1</iTEM></root>', expect: ['item(1)'] },
    { it: 'takes blanks around the names of end tags', text: '<root><a>1</ a ></root>', expect: ['a(1)'] },
    { it: 'keeps what no name closes as text', text: '<root><a>1</>2</a></root>', expect: ['a(1</>2)'] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(read(c.text).seen, c.expect))

  it('keeps the text of elements that are too deep', () => {
    const depth = MAX_DEPTH + 50
    const { seen, reading } = read(`<root>${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}<b/></root>`)
    assert.match(seen[0] ?? '', /\(x\)/u)
    assert.equal(seen[1], 'b()')
    assert.equal(reading.cut, null)
  })

  it('reads attributes however they are quoted', () => {
    const { attributes } = firstChild(`<root><a one="1>" two='"2' three=/x/y four five = "&lt;" one="again"/></root>`)
    assert.deepEqual(attributes, ['one', '1>', 'two', '"2', 'three', '/x/y', 'four', '', 'five', '<', 'one', 'again'])
    assert.equal(attributeIn(attributes, 'one'), '1>')
  })

  it('reads back every tree that is well-formed', () =>
    fc.assert(fc.property(fc.array(elements, { maxLength: 5 }), (trees) => assert.deepEqual(readTrees(`<root>${trees.map(write).join('')}</root>`), trees.map(joined)))))

  it('passes over an xml:base and cuts an xml:lang that would make every element as long as themselves', () => {
    const long = 'a'.repeat(100_000)
    const { root } = read(`<root xml:base="https://example.org/${long}/" xml:lang="${long}"><a/></root>`).reading
    assert.deepEqual([root?.base, root?.language?.length], [null, 100])
  })

  it('reads only one DOCTYPE, whose end may be anywhere', () => {
    const { reading } = read(`${'<!DOCTYPE [>'.repeat(100_000)}<root/>`)
    assert.equal(reading.root?.name, 'root')
  })

  it('says where the first trouble is', () => assert.deepEqual(read('<root>\n<a></b></a></root>').reading.trouble, { offset: 10, reason: '</b> closes nothing' }))
  it('says where the text is cut', () => assert.deepEqual(read('<root><a>1').reading.cut, { offset: 10, reason: 'the document ends inside <a>' }))
  it('has no root where none is taken', () => assert.equal(read('<x/>').reading.root, null))
  it('counts lines and columns from 1', () => assert.deepEqual([placeOf('ab\ncd', 0), placeOf('ab\ncd', 3), placeOf('ab\ncd', 5)], ['1:1', '2:1', '2:3']))
})
