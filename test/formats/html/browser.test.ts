// The last word on what HTML means: a browser builds our results, must build from them what we meant, and must run nothing.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import * as fc from 'fast-check'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { sanitizeHtml } from '../../../src/formats/html.ts'
import { type Role, RULES } from '../../../src/formats/html/allow.ts'
import { ATTACKS } from './attacks.ts'
import { soup } from './soup.ts'

interface Found {
  readonly wrong: readonly string[]
  readonly ran: number
}

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const missing = existsSync(CHROMIUM) ? '' : ` (skipped: there is no browser at ${CHROMIUM}; set CHROMIUM to one)`
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

const NOT_WRITTEN: ReadonlySet<Role> = new Set(['gone', 'ignored'])
const ELEMENTS = [...RULES.values()].filter(({ role }) => !NOT_WRITTEN.has(role)).map(({ name }) => name)
const attacks = Object.values(ATTACKS).flatMap((group) => group.map(([attack]) => attack))

describe.skipIf(missing !== '')(`S3, S4: our results in Chromium${missing}`, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: SWITCHES })
  })
  afterAll(async () => {
    await browser.close()
  })

  it('run nothing and hold only what is allowed, whatever the attack', async () => {
    const found = await ask<Found>('findUnsafe', attacks.map(clean), ELEMENTS)
    assert.deepEqual(found, { wrong: [], ran: 0 })
  })

  it('run nothing and hold only what is allowed, whatever the soup', async () => {
    const found = await ask<Found>('findUnsafe', fc.sample(soup, { seed: 21, numRuns: 2000 }).map(clean), ELEMENTS)
    assert.deepEqual(found, { wrong: [], ran: 0 })
  })

  it('become the trees that we meant', async () => {
    const soups = fc.sample(soup, { seed: 22, numRuns: 3000 })
    assert.deepEqual(await ask<string[]>('findOtherTrees', [...attacks, ...soups].map(clean)), [])
  })

  it('are asked with sharp eyes: the attacks themselves do run', async () => {
    const found = await ask<Found>('findUnsafe', attacks, ELEMENTS)
    assert.ok(found.ran > 10 && found.wrong.length > 100, JSON.stringify(found.ran))
  })

  /** Calls a function of in-browser.js on a fresh page that reaches nothing. */
  async function ask<Answer>(question: string, ...parameters: unknown[]): Promise<Answer> {
    const page: Page = await browser.newPage({ offline: true })
    await page.addScriptTag({ path: fileURLToPath(new URL('in-browser.js', import.meta.url)) })
    const answer = await page.evaluate<Answer>(`${question}(...${JSON.stringify(parameters)})`)
    await page.close()
    return answer
  }
})

function clean(html: string): string {
  return sanitizeHtml(html, 'https://example.org/')
}
