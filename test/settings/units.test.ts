import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { nearest } from '../../src/settings/checks/nearest.ts'
import { redact } from '../../src/settings/secrets.ts'
import { parseDuration, parseSize } from '../../src/settings/units.ts'

describe('units', () => {
  const cases = [
    { it: 'reads minutes', actual: parseDuration('30m'), expect: 1_800_000 },
    { it: 'reads a fraction of an hour', actual: parseDuration('1.5h'), expect: 5_400_000 },
    { it: 'reads days', actual: parseDuration('400d'), expect: 34_560_000_000 },
    { it: 'reads milliseconds', actual: parseDuration('100ms'), expect: 100 },
    { it: 'wants a unit', actual: parseDuration('30'), expect: null },
    { it: 'knows no months', actual: parseDuration('3mo'), expect: null },
    { it: 'is not fooled by a property of every object', actual: parseDuration('3toString'), expect: null },
    { it: 'counts megabytes in thousands', actual: parseSize('15MB'), expect: 15_000_000 },
    { it: 'counts mebibytes in 1024s', actual: parseSize('1MiB'), expect: 1_048_576 },
    { it: 'takes no negative size', actual: parseSize('-1MB'), expect: null },
    { it: 'finds the nearest word', actual: nearest('tittle', ['title', 'tags']), expect: 'title' },
    { it: 'guesses nothing far away', actual: nearest('zzz', ['title', 'tags']), expect: null },
    { it: 'takes secrets out of a text', actual: redact('GET /?k=abc failed', ['abc']), expect: 'GET /?k=*** failed' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(c.actual, c.expect))
})
