import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { parseDocument } from '../../../src/ingest/parse/parse.ts'

const parse = (text: string) => parseDocument(new TextEncoder().encode(text), null, 'https://example.org/feed')

describe('parseDocument', () => {
  const formats = [
    ['<rss version="2.0"><channel/></rss>', 'rss 2.0'],
    ['<rss version="0.91"><channel/></rss>', 'rss 0.91'],
    ['<rss><channel/></rss>', 'rss'],
    ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/></rdf:RDF>', 'rss 1.0'],
    ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/></rdf:RDF>', 'rss 0.90'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"><id>1</id></feed>', 'atom 1.0'],
    ['<feed xmlns="http://purl.org/atom/ns#" version="0.3"><title>T</title></feed>', 'atom 0.3'],
    ['{"version":"https://jsonfeed.org/version/1.1","items":[]}', 'json feed 1.1'],
    ['{"version":"https://jsonfeed.org/version/1","items":[]}', 'json feed 1'],
  ] as const
  for (const [text, format] of formats) it(`tells ${format} from the body`, () => assert.equal(parse(text).channel.format, format))

  it('keeps what the channel asks of those who poll it (P13, P14)', () => {
    const { hints } = parse(
      '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>' +
        '<skipHours><hour>0</hour><hour>1</hour></skipHours><skipDays><day>Sunday</day></skipDays></channel></rss>',
    ).channel
    assert.deepEqual(hints, { ttl: '60', updatePeriod: 'daily', updateFrequency: '2', skipHours: ['0', '1'], skipDays: ['Sunday'] })
  })

  it('puts the place of a malformed document into what it says was read', () => {
    assert.throws(() => parse('{"items":\n[}'), { code: 'parse.malformed', at: 'https://example.org/feed:2:2' })
  })
})
