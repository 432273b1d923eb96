import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { checkReading, documents } from './mutations.ts'

describe('readFeed', () => {
  it('throws nothing but FeedmillError, lets nothing unsafe pass and says the same twice, whatever comes', () => {
    fc.assert(fc.property(documents, checkReading), { numRuns: 3000, seed: 20_260_101 })
  })
})
