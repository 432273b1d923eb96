import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { MAX_DEPTH, placeOf, readXml, type XmlElement, type XmlReading } from '../../src/formats/xml-read.ts'

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
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(read(c.text).seen, c.expect))

  it('keeps the text of elements that are too deep', () => {
    const depth = MAX_DEPTH + 50
    const { seen, reading } = read(`<root>${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}<b/></root>`)
    assert.match(seen[0] ?? '', /\(x\)/u)
    assert.equal(seen[1], 'b()')
    assert.equal(reading.cut, null)
  })

  it('says where the first trouble is', () => assert.deepEqual(read('<root>\n<a></b></a></root>').reading.trouble, { offset: 10, reason: '</b> closes nothing' }))
  it('says where the text is cut', () => assert.deepEqual(read('<root><a>1').reading.cut, { offset: 10, reason: 'the document ends inside <a>' }))
  it('has no root where none is taken', () => assert.equal(read('<x/>').reading.root, null))
  it('counts lines and columns from 1', () => assert.deepEqual([placeOf('ab\ncd', 0), placeOf('ab\ncd', 3), placeOf('ab\ncd', 5)], ['1:1', '2:1', '2:3']))
})
