// A program for the tests to kill: takes the lock it is given, says so, and keeps it for a while; or says why it could not.
import { FeedmillError } from '../../src/model/errors.ts'
import { acquireLock } from '../../src/store/lock.ts'

try {
  await acquireLock(process.argv[2] ?? '')
  process.stdout.write('held\n')
  setTimeout(() => process.exit(), 20_000)
} catch (error) {
  process.stdout.write(`${error instanceof FeedmillError ? error.code : String(error)}\n`)
}
