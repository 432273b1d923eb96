// A server on 127.0.0.1 that does on the wire just what a script says, the impossible included, and remembers what it was asked.
// On raw sockets: a proper HTTP server would not break the rules for us.

import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface WireRequest {
  readonly method: string
  readonly target: string
  readonly headers: ReadonlyMap<string, string> // names in lower case, bytes as Latin-1
  readonly head: string // as it came
  readonly connection: number // 1 for the first connection that was made
  readonly at: number // performance.now()
}

/** What happens on a request: bytes to send, or an act of its own. Nothing is added and nothing is closed for it. */
export type Script = string | Uint8Array | ((socket: Socket, request: WireRequest) => unknown)

export interface WireServer {
  readonly origin: string
  readonly port: number
  readonly requests: readonly WireRequest[]
  /** The most requests that were being answered at the same time. */
  readonly mostOpen: () => number
  readonly close: () => Promise<void>
}

/** @param scripts  by path without query; `*` for all others. @param host  127.0.0.1, or another loopback address to play another host. */
export async function startWireServer(scripts: Readonly<Record<string, Script>>, host = '127.0.0.1'): Promise<WireServer> {
  const requests: WireRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let open = 0
  let mostOpen = 0

  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1
    const connection = connections
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const request = parseRequest(received.slice(0, end), connection)
      received = received.slice(end + 4)
      requests.push(request)
      open += 1
      mostOpen = Math.max(mostOpen, open)
      void act(scripts[request.target.split('?')[0] ?? ''] ?? scripts['*'] ?? answer(404), socket, request).finally(() => {
        open -= 1
      })
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://${host}:${port}`,
    port,
    requests,
    mostOpen: () => mostOpen,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A whole answer with a right Content-Length. */
export function answer(status: number, headers: Readonly<Record<string, string>> = {}, body: string | Uint8Array = ''): Uint8Array {
  const bytes = Buffer.from(body)
  return Buffer.concat([head(status, { 'content-length': String(bytes.length), ...headers }), bytes])
}

/** The head of an answer; header values as Latin-1. */
export function head(status: number, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status} As Scripted\r\n${lines.join('')}\r\n`, 'latin1')
}

/** Sends the bytes, then closes the connection in order. */
export function thenClose(bytes: string | Uint8Array): Script {
  return (socket) => socket.end(bytes)
}

/** Sends the bytes, then breaks the connection off (RST). */
export function thenReset(bytes: string | Uint8Array): Script {
  return (socket) => socket.write(bytes, () => socket.resetAndDestroy())
}

/** Sends the bytes, then nothing more, for ever. */
export function thenSilence(bytes: string | Uint8Array): Script {
  return (socket) => socket.write(bytes)
}

/** Sends the bytes, then `piece` again and again, with a pause after each. */
export function thenDrip(bytes: string | Uint8Array, piece: string, pause: number): Script {
  return async (socket) => {
    socket.write(bytes)
    while (!socket.destroyed) {
      socket.write(piece)
      await sleep(pause)
    }
  }
}

/** Sends the pieces one after the other, each in a packet of its own. */
export function slowly(...pieces: readonly string[]): Script {
  return async (socket) => {
    for (const piece of pieces) {
      socket.write(piece)
      await sleep(10)
    }
  }
}

/** One script for each request, the last one for all that follow. */
export function inTurn(...scripts: readonly Script[]): Script {
  let turn = 0
  return (socket, request) => {
    const script = scripts[Math.min(turn, scripts.length - 1)] ?? ''
    turn += 1
    return act(script, socket, request)
  }
}

async function act(script: Script, socket: Socket, request: WireRequest): Promise<void> {
  if (typeof script === 'function') await script(socket, request)
  else socket.write(script)
}

function parseRequest(text: string, connection: number): WireRequest {
  const [first = '', ...lines] = text.split('\r\n')
  const [method = '', target = ''] = first.split(' ')
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  return { method, target, headers, head: text, connection, at: performance.now() }
}
