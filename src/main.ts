#!/usr/bin/env node
// argv to a command, what it came to to an exit status. Anything that is no FeedmillError is a bug and says so.

import * as modules from 'node:module' // as a whole: an older Node lacks what is taken from it, and would end with a syntax error
import { homedir } from 'node:os'
import { join } from 'node:path'

const OLDEST_NODE = 24 // package.json says so too, but npm only warns

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(`feedmill: this is Node ${process.versions.node}, and Feedmill needs Node ${OLDEST_NODE} or newer: https://nodejs.org/\n`)
  process.exit(2)
}

// Compiled code is kept from run to run, which halves the start of every command. In the user's own cache, as others could put code
// of theirs into a shared temporary folder; where it cannot be written nothing is kept.
modules.enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'feedmill'))

// `feedmill status | head` closes our output: nobody is left to tell, so that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  const { runCommand } = await import('./run/commands.ts') // after the cache is there
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`feedmill: this is a bug, please report it with the lines below\n${error instanceof Error ? error.stack : String(error)}\n`)
}
