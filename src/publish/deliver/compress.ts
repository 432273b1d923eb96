// EDGE: a file's compressed siblings, as web servers pick them up (`precompressed`, `gzip_static`). Made in the thread pool.

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export const SIBLINGS: readonly string[] = ['br', 'gz']

const GZIP_LEVEL = 9
const BROTLI_QUALITY = 6 // 9 takes ten times as long for feeds that are one percent smaller

/** In the order of SIBLINGS. */
export function compress(bytes: Uint8Array): Promise<Uint8Array[]> {
  return Promise.all([
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    promisify(gzip)(bytes, { level: GZIP_LEVEL }),
  ])
}
