// `npm run goldens`: writes what tests compare with, to be looked at in the diff: the config's JSON Schema and the sample's feeds/.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describeReport } from '../src/run/report.ts'
import { refresh } from '../src/run/refresh.ts'
import { loadConfig } from '../src/settings/load.ts'
import { configJsonSchema } from '../src/settings/schema.ts'

const ROOT = resolve(import.meta.dirname, '..')

writeFileSync(join(ROOT, 'config/feedmill.schema.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`)

// A store of its own: fragments kept from an earlier renderer must not get into a golden.
const scratch = mkdtempSync(join(tmpdir(), 'feedmill-goldens-'))
try {
  const settings = await loadConfig(join(ROOT, 'config/feedmill.yaml'), {})
  const report = await refresh({ ...settings, store: join(scratch, 'feedmill.db') })
  for (const line of describeReport(report, false)) process.stdout.write(`${line}\n`)
} finally {
  rmSync(scratch, { recursive: true })
}
