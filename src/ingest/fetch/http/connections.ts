// EDGE. The connections that carry our requests: how old they were when they ended, and a gap in undici filled.

import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

export interface Connections {
  readonly connect: buildConnector.connector
  /** Whether `error` ended a connection that had been made before `time`, on the clock of performance.now(). */
  readonly wereOpenBefore: (time: number, error: unknown) => boolean
}

/** An interim answer, which says nothing to a GET (RFC 9110 section 15.2.1). */
const CONTINUE = /^HTTP\/1\.[01] 100[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/u
const MAX_CONTINUE = 1024 // bytes

export function createConnections(connect: buildConnector.connector): Connections {
  const madeAt = new WeakMap<Error, number>()
  return {
    connect: (options, callback) =>
      connect(options, (...result) => {
        const [failure, socket] = result
        if (failure === null) {
          const now = performance.now()
          socket.prependListener('error', (error) => madeAt.set(error, now))
          skipContinue(socket)
        }
        callback(...result)
      }),
    wereOpenBefore: (time, error) => error instanceof Error && (madeAt.get(error) ?? time) < time,
  }
}

/** undici ends a connection on which `100 Continue` comes unasked, although some servers send it: so it is not shown to undici. */
function skipContinue(socket: Socket): void {
  const read = socket.read.bind(socket)
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size)
    return Buffer.isBuffer(chunk) && mayBeContinue(chunk) ? chunk.subarray(lengthOfContinue(chunk)) : chunk
  }
}

/** Whether the bytes have `H` where an answer begins, and `100` where its status stands. */
function mayBeContinue(chunk: Buffer): boolean {
  return chunk[0] === 0x48 && chunk[9] === 0x31 && chunk[10] === 0x30 && chunk[11] === 0x30
}

function lengthOfContinue(chunk: Buffer): number {
  return CONTINUE.exec(chunk.subarray(0, MAX_CONTINUE).toString('latin1'))?.[0].length ?? 0
}
