import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { redact, secretsOf } from '../../src/settings/settings.ts'

describe('S16: a text is freed of secrets', () => {
  const cases = [
    { it: 'as they are', text: 'https://example.org/hush/feed failed', secrets: ['hush'], expect: 'https://example.org/***/feed failed' },
    { it: 'each time they come', text: 'hush, hush', secrets: ['hush'], expect: '***, ***' },
    { it: 'as a path spells them', text: 'https://example.org/a%20b@c/feed', secrets: ['a b@c'], expect: 'https://example.org/***/feed' },
    { it: 'as a query spells them', text: 'https://example.org/?q=a+b%40c', secrets: ['a b@c'], expect: 'https://example.org/?q=***' },
    { it: 'wholly percent-encoded', text: 'q=a%20b%40c', secrets: ['a b@c'], expect: 'q=***' },
    { it: 'the longer one of two', text: 'hushhush', secrets: ['hush', 'hushhush'], expect: '***' },
    { it: 'even half a letter', text: 'a\ud800', secrets: ['\ud800'], expect: 'a***' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(redact(c.text, secretsOf(c.secrets)), c.expect))
})
