// EDGE. Reads a saved feed from disk, as if it had been fetched. Whether it changed, its bytes tell.

import { readFile, stat } from 'node:fs/promises'
import { FeedmillError, whyUnreadable } from '../../model/errors.ts'
import type { Fresh } from './fetched.ts'
import { decodeBody } from './http/content-codings.ts'
import { Fault } from './http/faults.ts'

/**
 * @param path  absolute; gzip is undone, whatever the file is called
 * @throws FeedmillError `fetch.missing_file`, `fetch.too_large`, `fetch.encoding`, `fetch.truncated`
 */
export async function readFeedFile(path: string, maxBytes: number, signal: AbortSignal): Promise<Fresh> {
  try {
    const bytes = decodeBody(await readWithin(path, maxBytes, signal), null, maxBytes)
    return {
      kind: 'fresh', http: null, movedTo: null, freshUntil: null, bytes, contentType: null, url: null, validators: null,
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Fault) throw new FeedmillError(error.code, path, error.message, error.cause)
    throw new FeedmillError('fetch.missing_file', path, whyUnreadable(error), error)
  }
}

async function readWithin(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const file = await stat(path)
  if (file.isDirectory()) throw new Fault('fetch.missing_file', 'it is a folder, not a file')
  // A pipe or a device could keep us reading for ever.
  if (!file.isFile()) throw new Fault('fetch.missing_file', 'it is not a regular file')
  if (file.size > maxBytes) throw new Fault('fetch.too_large', `the file is larger than ${maxBytes} bytes`)
  return readFile(path, { signal })
}
