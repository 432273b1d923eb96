// The least that any program must do, in a process of its own: `read FOLDER`, or `write FROM TO`, each file aside and renamed.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [what, from = '', to = ''] = process.argv.slice(2)
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const bytes = readFileSync(join(entry.parentPath, entry.name))
  if (what === 'write') write(join(to, join(entry.parentPath, entry.name).slice(from.length + 1)), bytes)
}
if (what === 'write') rmSync(to, { recursive: true })

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.tmp`, bytes)
  renameSync(`${path}.tmp`, path)
}
