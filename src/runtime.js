// What the command line asks of Node before the first TypeScript file is read: that it is new enough, and that it keeps compiled code from
// run to run, which halves the start of every command. Plain JavaScript, and preloaded by the scripts of package.json: else Node would load
// its whole type stripper for main.ts alone, the one file that it reads before the cache is there.

import * as modules from 'node:module' // as a whole: an older Node lacks what is taken from it, and would end with a syntax error
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

const OLDEST_NODE = 24 // package.json says so too, but npm only warns

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(`feedmill: this is Node ${process.versions.node}, and Feedmill needs Node ${OLDEST_NODE} or newer: https://nodejs.org/\n`)
  process.exit(2)
}

// In the user's own cache, as others could put code of theirs into a shared temporary folder; where it cannot be written nothing is kept.
const folder = cacheFolder()
if (folder !== null) modules.enableCompileCache(folder)

/** Null where the user has no home, as in many containers. What is set to nothing counts as not set: it would be the working folder. */
function cacheFolder() {
  const { NODE_COMPILE_CACHE: own = '', XDG_CACHE_HOME: caches = '' } = process.env
  if (own !== '') return own
  const parent = isAbsolute(caches) ? caches : join(home(), '.cache')
  return isAbsolute(parent) ? join(parent, 'feedmill') : null
}

function home() {
  try {
    return homedir()
  } catch {
    return ''
  }
}
