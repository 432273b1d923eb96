import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { UNVISITED } from '../../src/model/source.ts'
import { articleFromJson, parseJson, stateFromJson, textOfState } from '../../src/store/rows.ts'
import { article } from './samples.ts'

describe('JSON from the database', () => {
  it('becomes the article it was made from', () => {
    const made = article('wire', 'a', { title: '</script> \u2028 \ud800', tags: ['__proto__'] })
    assert.deepEqual(articleFromJson(JSON.stringify(made)), made)
  })

  it('loses fields that no article has, and gains those that an older one lacked', () => {
    const { rights: _rights, enclosures: _enclosures, ...older } = article('wire', 'a')
    assert.deepEqual(articleFromJson(JSON.stringify({ ...older, colour: 'red' })), article('wire', 'a'))
  })

  it('never reaches a prototype, at any depth', () => {
    const parsed = parseJson('{"__proto__":{"a":1},"b":[{"__proto__":{"a":1},"c":2}]}')
    assert.deepEqual(parsed, { b: [{ c: 2 }] })
    assert.equal(({} as Record<string, unknown>)['a'], undefined)
  })

  it('fills a state from an older version with what an unvisited source has', () => {
    assert.deepEqual(stateFromJson('{"failures":3}'), { ...UNVISITED, failures: 3 })
  })

  it('is a state again of which only what differs from an unvisited source was written', () => {
    const state = { ...UNVISITED, failures: 3, gone: true, items: 0, error: { code: 'fetch.timeout', message: 'm' }, listed: [], history: [] } as const
    assert.equal(textOfState(state), '{"failures":3,"error":{"code":"fetch.timeout","message":"m"},"gone":true,"listed":[]}')
    assert.deepEqual(stateFromJson(textOfState(state)), state)
    assert.deepEqual(stateFromJson(textOfState(UNVISITED)), UNVISITED)
  })
})
