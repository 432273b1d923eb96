// A process of its own that publishes what a store holds: `node publish-process.ts ROOT`. It tells each feed that it has finished, so that a
// test can kill it there. ROOT holds state.db and gets feeds/.

import { openDirectory } from '../../src/publish/deliver/directory.ts'
import { publish } from '../../src/publish/publish.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { settingsFor } from './mill.ts'

const settings = settingsFor(process.argv[2] ?? '')
const store = await openSqlite(settings.store)
await publish(settings, {
  store,
  target: openDirectory(settings.publish.dir),
  complete: (stored) => stored,
  onProgress: (done) => process.stdout.write(`${done}\n`),
})
await store.close()
