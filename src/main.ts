#!/usr/bin/env node
// argv to a command, what it came to to an exit status. Anything that is no FeedmillError is a bug and says so.

import './runtime.js'

const UNUSABLE = 5 // the exit status of an output that cannot be used

// `feedmill status | head` closes our output: nobody is left to tell, so that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`feedmill: standard output cannot be written (${error.code ?? error.message})\n`)
  process.exit(UNUSABLE)
})
process.stderr.on('error', () => undefined) // there is no place left to say so

try {
  const { runCommand } = await import('./run/commands.ts') // not before runtime.js has looked at Node
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`feedmill: this is a bug, please report it with the lines below\n${error instanceof Error ? error.stack : String(error)}\n`)
}
