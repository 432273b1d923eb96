// docs/serving.md says the same as the code: every header and type in it, for each host.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { SERVED_HEADERS, SERVED_TYPES } from '../src/formats/served.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/serving.md'), 'utf8')

describe('docs/serving.md', () => {
  for (const host of ['nginx', 'caddyfile']) {
    const snippet = new RegExp(`\`\`\`${host}\\n([\\s\\S]*?)\`\`\``, 'u').exec(page)?.[1] ?? ''
    for (const [name, value] of SERVED_HEADERS) it(`has ${name} for ${host}`, () => assert.ok(snippet.includes(`${name} "${value}"`)))
    for (const [form, type] of Object.entries(SERVED_TYPES)) {
      if (host === 'caddyfile' && form === 'html') continue // Caddy knows it
      it(`has the type of ${form} for ${host}`, () => assert.match(snippet, new RegExp(`${(type.split(';')[0] ?? '').replaceAll('+', '\\+')}.*`, 'u')))
    }
  }
})
