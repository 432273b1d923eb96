import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { withinWindow } from '../../../src/publish/select/window.ts'

describe('a window', () => {
  const cases = [
    { it: 'shows everything where there is none', at: [9, 5, 1], window: null, expect: [9, 5, 1] },
    { it: 'reaches back from the newest entry', at: [9, 5, 1], window: 5, expect: [9, 5] },
    { it: 'includes its end', at: [9, 5, 4], window: 5, expect: [9, 5, 4] },
    { it: 'always shows the newest', at: [9], window: 0, expect: [9] },
    { it: 'shows nothing of nothing', at: [], window: 5, expect: [] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(withinWindow(c.at.map((sortAt) => ({ sortAt })), c.window).map(({ sortAt }) => sortAt), c.expect))
})
