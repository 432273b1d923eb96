// What a command loads before it does its work: packages that a run in which nothing changed has no use for stay on the disk.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, it } from 'vitest'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
const RUNTIME = resolve(import.meta.dirname, '../../src/runtime.js')
/** Writes the address of each module that is loaded to stderr. */
const TELL = "import { registerHooks } from 'node:module'; registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) })"

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'feedmill-start-'))
})

afterEach(() => rmSync(dir, { recursive: true }))

/** The packages that one refresh loads. */
function refresh(): Set<string> {
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(TELL)}`, MAIN, 'refresh'], { cwd: dir, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return new Set([...stderr.matchAll(/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gu)].map(([, name]) => name ?? ''))
}

it('loads what reads and renders posts when one changed, and not otherwise', () => {
  const post = join(dir, '_posts/2026-01-01-one.md')
  mkdirSync(join(dir, '_posts'))
  writeFileSync(join(dir, 'feedmill.yaml'), 'site: { title: Start, url: https://start.example.org }\nsources: [{ id: blog, type: posts, path: ., dialect: jekyll }]\n')
  writeFileSync(post, '---\ntitle: >\n  One\n---\n*one*\n')
  utimesSync(post, 1_700_000_000, 1_700_000_000)
  const [first, second] = [refresh(), refresh()]
  for (const name of ['markdown-it', 'gray-matter']) assert.ok(first.has(name) && !second.has(name), name)
  for (const name of ['cli-progress', 'smol-toml', 'undici', 'css-select', 're2js']) assert.ok(!first.has(name), name)
})

it('loads the type stripper of Node once, and not when every file is in the cache', () => {
  const tell = "process.on('exit', () => process.stderr.write(String(process.moduleLoadList.some((name) => name.includes('amaro')))))"
  const isLoaded = (): string => {
    const args = ['--import', RUNTIME, '--import', `data:text/javascript,${encodeURIComponent(tell)}`, MAIN, '--version']
    return spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: join(dir, 'cache') } }).stderr
  }
  assert.deepEqual([isLoaded(), isLoaded()], ['true', 'false'])
})

it('starts without a home, and makes no cache of the working folder where a variable is set to nothing', () => {
  const homeless = "import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.homedir = () => { throw new Error('no home') }; syncBuiltinESMExports()"
  const cases = [['--import', `data:text/javascript,${encodeURIComponent(homeless)}`], []]
  for (const args of cases) {
    const env = { ...process.env, HOME: '', XDG_CACHE_HOME: '', NODE_COMPILE_CACHE: '' }
    const { status, stderr } = spawnSync(process.execPath, [...args, MAIN, '--version'], { cwd: dir, encoding: 'utf8', env })
    assert.deepEqual([status, stderr, readdirSync(dir)], [0, '', []])
  }
})
