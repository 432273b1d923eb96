// What makes stored articles be derived anew: all that would make others of them, and nothing else.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { derivationOf, rulesOf } from '../../src/ingest/rules.ts'
import type { FeedSource } from '../../src/model/source.ts'
import { NO_TAXONOMY } from '../../src/model/taxonomy.ts'
import { sourceAt } from '../support/feed-source.ts'

const PLAIN = sourceAt('https://example.org/?token=one-token')
const SECRET: Partial<FeedSource> = { secrets: ['one-token'], secretNames: ['TOKEN'] }
const derived = (more: Partial<FeedSource>): string => derivationOf(rulesOf({ ...PLAIN, ...more }, NO_TAXONOMY))

describe('a derivation', () => {
  const cases = [
    { it: 'changes with the category', one: {}, other: { categories: ['news'] }, same: false },
    { it: 'changes with the time zone', one: {}, other: { timezone: 'Asia/Shanghai' }, same: false },
    { it: 'changes when the config begins to take a token from a variable', one: {}, other: SECRET, same: false },
    { it: 'stays when that token changes, be it each hour', one: SECRET, other: { ...SECRET, secrets: ['another-token'] }, same: true },
    { it: 'stays with the title', one: {}, other: { title: 'Other' }, same: true },
  ]
  for (const c of cases) it(c.it, () => assert.equal(derived(c.one) === derived(c.other), c.same))
})
