// What a program costs, run as a child process: its own CPU as the shell's `times` tells it, wall time, and peak memory.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

export interface ChildCost {
  readonly cpu: number // seconds, user and system, all threads
  readonly wall: number // seconds
  readonly megabytes: number // resident at its peak; 0 where there is no /proc
}

const SRC = resolve(import.meta.dirname, '../src')
/** What the scripts of package.json ask of Node for a command. */
export const RUNTIME: readonly string[] = ['--max-semi-space-size=8', '--initial-old-space-size=90', '--import', resolve(SRC, 'runtime.js')]
export const FEEDMILL: readonly string[] = [...RUNTIME, resolve(SRC, 'main.ts')]

const LOOK_EVERY = 5 // ms; the peak is a mark that the kernel keeps, so only its last rise can be missed

/** The shell names the child's process first, for us to look at, and its cost last. @throws Error where it fails, with what it said */
export async function runChild(command: string, args: readonly string[], cwd: string): Promise<ChildCost> {
  const started = performance.now()
  const shell = spawn('sh', ['-c', '"$@" >/dev/null & echo $!; wait $!; code=$?; times; exit $code', 'sh', command, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let kilobytes = 0
  let pid: string | null = null
  shell.stdout.once('data', (chunk: Buffer) => (pid = chunk.toString().trim().split('\n')[0] ?? null))
  const looking = setInterval(() => (kilobytes = Math.max(kilobytes, pid === null ? 0 : peakOf(pid))), LOOK_EVERY)
  const ended = new Promise<number | null>((done) => shell.once('close', done))
  const [stdout, stderr, code] = await Promise.all([text(shell.stdout), text(shell.stderr), ended])
  clearInterval(looking)
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr}`)
  return { cpu: cpuIn(stdout), wall: (performance.now() - started) / 1000, megabytes: kilobytes / 1024 }
}

function peakOf(pid: string): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** The last line of `times` is of children: `0m1.23s 0m0.45s`. */
function cpuIn(stdout: string): number {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  return [...line.matchAll(/(\d+)m([\d.]+)s/gu)].reduce((seconds, [, m, s]) => seconds + Number(m) * 60 + Number(s), 0)
}
