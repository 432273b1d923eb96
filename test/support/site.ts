// A made-up site in a temporary folder, and the real command line run on it.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

export interface Site {
  readonly dir: string
  readonly write: (path: string, text: string | Uint8Array) => void
  readonly read: (path: string) => string
  /** Every file below a folder with its text and the time of its last change. */
  readonly tree: (path: string) => Map<string, { readonly text: string; readonly mtimeMs: number }>
  readonly run: (...args: readonly string[]) => Promise<Run>
  readonly remove: () => void
}

export interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export function makeSite(files: Readonly<Record<string, string | Uint8Array>> = {}): Site {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-site-'))
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    dir,
    write,
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    tree: (path) => treeOf(join(dir, path)),
    run: (...args) => runFeedmill(dir, args),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

export function runFeedmill(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

function treeOf(root: string): Map<string, { readonly text: string; readonly mtimeMs: number }> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort()
  return new Map(paths.map((path) => [path.slice(root.length + 1), { text: readFileSync(path, 'utf8'), mtimeMs: statSync(path).mtimeMs }]))
}
