import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { FeedmillError } from '../../../src/model/errors.ts'
import { addSources, type NewSource } from '../../../src/settings/edit/add-sources.ts'
import { checkConfig } from '../../../src/settings/check.ts'

const NEW: NewSource = { id: 'new', url: 'https://example.org/feed', title: null, category: null }
const ITEM = '- id: new\n  url: https://example.org/feed\n'
const INDENTED = '  - id: new\n    url: https://example.org/feed\n'
const add = (text: string, ...added: readonly NewSource[]): string => addSources(text, added.length === 0 ? [NEW] : added, '/site/feedmill.yaml')

describe('a source is written (H19)', () => {
  const cases = [
    { it: 'after the last one', text: 'sources:\n  - id: a\n    url: b\n', expect: `sources:\n  - id: a\n    url: b\n${INDENTED}` },
    { it: 'before what follows', text: 'sources:\n  - { id: a, url: b } # mine\n\n# Terms\ntaxonomy: {}\n', expect: `sources:\n  - { id: a, url: b } # mine\n${INDENTED}\n# Terms\ntaxonomy: {}\n` },
    { it: 'after the comments of the last one', text: 'sources:\n  - id: a\n    url: b\n    # every: 30m\n  # - id: c\nsite: x\n', expect: `sources:\n  - id: a\n    url: b\n    # every: 30m\n  # - id: c\n${INDENTED}site: x\n` },
    { it: 'with an empty line where the others have one', text: 'sources:\n  - id: a\n    url: b\n\n  - id: c\n    url: d\n', expect: `sources:\n  - id: a\n    url: b\n\n  - id: c\n    url: d\n\n${INDENTED}` },
    { it: 'as far out as the others', text: 'sources:\n- id: a\n  url: b\n# Terms\nsite: x\n', expect: `sources:\n- id: a\n  url: b\n${ITEM}# Terms\nsite: x\n` },
    { it: 'where the text has no last line end', text: 'sources:\n  - id: a\n    url: b', expect: `sources:\n  - id: a\n    url: b\n${INDENTED}` },
    { it: 'into an empty list', text: 'sources: [] # none yet\nsite: x\n', expect: `sources: # none yet\n${INDENTED}site: x\n` },
    { it: 'where nothing is', text: 'sources:\nsite: x\n', expect: `sources:\n${INDENTED}site: x\n` },
    { it: 'where the list is missing', text: 'site: x', expect: `site: x\nsources:\n${INDENTED}` },
    { it: 'into a list in brackets', text: 'sources: [{ id: a, url: b }] # x\n', expect: 'sources: [{ id: a, url: b }, { id: "new", url: "https://example.org/feed" }] # x\n' },
    { it: 'into a config in braces', text: '{"sources": [{"id": "a"}]}', expect: '{"sources": [{"id": "a"}, { id: "new", url: "https://example.org/feed" }]}' },
    { it: 'after a text of several lines', text: 'sources:\n  - id: a\n    title: |\n      # one\n      two\n\nsite: x\n', expect: `sources:\n  - id: a\n    title: |\n      # one\n      two\n${INDENTED}\nsite: x\n` },
    { it: 'with the line ends of the file', text: 'sources:\r\n  - id: a\r\nsite: x\r\n', expect: `sources:\r\n  - id: a\r\n${INDENTED.replaceAll('\n', '\r\n')}site: x\r\n` },
  ]
  for (const c of cases) it(c.it, () => assert.equal(add(c.text), c.expect))

  it('with its title and category', () => {
    assert.equal(add('sources:\n', { ...NEW, title: 'News: #1', category: 'news' }), 'sources:\n  - id: new\n    url: https://example.org/feed\n    title: "News: #1"\n    category: news\n')
  })

  it('with a list of categories', () => {
    assert.equal(add('sources:\n', { ...NEW, category: ['a', 'b: c'] }), 'sources:\n  - id: new\n    url: https://example.org/feed\n    category:\n      - a\n      - "b: c"\n')
    assert.equal(add('sources: [{ id: a }]\n', { ...NEW, category: ['a', 'b'] }), 'sources: [{ id: a }, { id: "new", url: "https://example.org/feed", category: ["a","b"] }]\n')
  })

  it('with many others at once', () => {
    const text = add('sources:\n  - id: a\n', { ...NEW, id: 'b', url: 'https://example.org/b' }, { ...NEW, id: 'c', url: 'https://example.org/c' })
    assert.equal(text, 'sources:\n  - id: a\n  - id: b\n    url: https://example.org/b\n  - id: c\n    url: https://example.org/c\n')
  })

  it('so that the config is as right as before', () => {
    const text = add('site: { title: Mill, url: https://mill.example.org }\nsources:\n  - { id: a, url: a.xml }\n')
    assert.deepEqual(checkConfig(text, '/site/feedmill.yaml', {}).sources.map(({ id }) => id), ['a', 'new'])
  })

  it('S16: so that nothing from outside names a variable of the environment', () => {
    const text = add('site: { title: Mill, url: https://mill.example.org }\n', { ...NEW, url: 'https://example.org/?a=${SECRET}', title: 'Ten ${SECRET}', category: ['${SECRET}'] })
    assert.ok(!JSON.stringify(checkConfig(text, '/site/feedmill.yaml', { SECRET: 'hush' })).includes('hush'))
  })
})

describe('a source is refused', () => {
  const taken = 'sources:\n  - { id: new, url: a.xml }\n  - { id: b, url: https://example.org/b }\n'
  const cases = [
    { it: 'with an id that is taken', text: taken, source: {}, reason: /a source with the id "new" is there already/u },
    { it: 'P32: with a URL that is followed', text: taken, source: { id: 'c', url: 'https://example.org/b' }, reason: /the source "b" follows .* already/u },
    { it: 'where the text is no YAML', text: 'sources: [', source: {}, reason: /by hand:\n {2}- id: new/u },
    { it: 'where the list stands elsewhere', text: 'a: &a [{ id: b }]\nsources: *a\n', source: {}, reason: /by hand/u },
  ]
  for (const c of cases) {
    it(c.it, () => assert.throws(() => add(c.text, { ...NEW, ...c.source }), (error) => error instanceof FeedmillError && error.code === 'config.invalid' && c.reason.test(error.reason)))
  }
})
