// EDGE: the config file changed by a program: what it is to become is checked first, then replaced whole.

import { realpath, rename, stat, writeFile } from 'node:fs/promises'
import { FeedmillError } from '../../model/errors.ts'
import { checkConfig } from '../../settings/check.ts'
import { readText } from '../../settings/load.ts'

/** @throws FeedmillError `config.missing`, `config.invalid` (nothing is written then), `output.unwritable` */
export async function editConfig(file: string, edit: (text: string) => string): Promise<void> {
  const before = await readText(file)
  const after = edit(before)
  if (after === before) return
  checkConfig(after, file, process.env)
  try {
    await replace(await realpath(file), after)
  } catch (error) {
    throw new FeedmillError('output.unwritable', file, `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`, error)
  }
}

/** With the rights of the file before it, as it may hold secrets. */
async function replace(file: string, text: string): Promise<void> {
  const { mode } = await stat(file)
  await writeFile(`${file}.tmp`, text, { mode, flush: true })
  await rename(`${file}.tmp`, file)
}
