// A folder of posts into the store, beside bare reading of the files; and once more with nothing changed.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refresh } from '../src/run/refresh.ts'
import { loadConfig } from '../src/settings/load.ts'
import { type Measured, measure, row } from './measure.ts'
import { numbers, post } from './texts.ts'

const POSTS = 2000

export async function benchPosts(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  try {
    makePosts(join(dir, 'posts/_posts'))
    const config = join(dir, 'feedmill.yaml')
    writeFileSync(config, 'site: { title: Bench, url: https://bench.example.org }\npublish: { limit: 50 }\nsources: [{ id: posts, type: posts, path: posts, dialect: jekyll }]\n')
    const settings = await loadConfig(config)
    const cold = await once(() => refresh(settings))
    const warm = await measure(() => refresh(settings))
    const reading = await measure(() => readAll(join(dir, 'posts/_posts')))
    return [
      row(`${POSTS} posts, cold, published`, POSTS, 'posts', cold, reading, 'reading the files'),
      row(`${POSTS} posts, nothing changed`, POSTS, 'posts', warm, reading, 'reading the files'),
    ]
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function once(run: () => Promise<unknown>): Promise<Measured> {
  const before = performance.now()
  await run()
  return { seconds: (performance.now() - before) / 1000, rounds: 1 }
}

function makePosts(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const next = numbers(7)
  for (let n = 0; n < POSTS; n += 1) writeFileSync(join(folder, `2026-01-01-NW${String(n).padStart(6, '0')}.md`), post(n, next))
}

function readAll(folder: string): number {
  return readdirSync(folder).reduce((bytes, name) => bytes + readFileSync(join(folder, name)).length, 0)
}
