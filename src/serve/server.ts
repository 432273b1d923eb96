// EDGE: a small server for the published tree. It serves files and says whether it is alive; it knows nothing of the store.

import { realpathSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { basename, extname, join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import { SECOND } from '../model/clock.ts'
import { FeedmillError } from '../model/errors.ts'

const MAX_AGE = 300 // seconds that a reader or proxy may keep a feed without asking
const HEADER_TIMEOUT = 10 * SECOND
const IDLE_TIMEOUT = 30 * SECOND
const MAX_CONNECTIONS = 1000
const CLOSE_TIMEOUT = 3 * SECOND // for answers under way when we are told to stop

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.rss': 'application/rss+xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.json': 'application/feed+json; charset=utf-8',
  '.opml': 'text/x-opml; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
}

export interface Server {
  readonly url: string // with the port that was really taken
  close(): Promise<void>
}

/**
 * Serves a folder over HTTP: right types, validators, ranges, `.br` and `.gz` siblings, CORS for everyone.
 *
 * @param options.port  0 takes any free one
 * @throws FeedmillError output.unwritable when the folder cannot be made, usage.invalid when the address cannot be taken
 */
export async function startServer(options: { readonly dir: string; readonly host: string; readonly port: number }): Promise<Server> {
  await mkdir(options.dir, { recursive: true }).catch((error: unknown) => {
    throw new FeedmillError('output.unwritable', options.dir, 'the folder to serve cannot be made', error)
  })
  const app = fastify({ connectionTimeout: IDLE_TIMEOUT, keepAliveTimeout: IDLE_TIMEOUT, requestTimeout: HEADER_TIMEOUT, exposeHeadRoutes: true })
  app.server.maxConnections = MAX_CONNECTIONS
  app.server.headersTimeout = HEADER_TIMEOUT
  addRoutes(app, options.dir)
  await app.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
    throw new FeedmillError('usage.invalid', `${options.host}:${options.port}`, `cannot be listened on (${(error as NodeJS.ErrnoException).code})`, error)
  })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/`, close: () => closeWithin(app) }
}

function addRoutes(app: FastifyInstance, dir: string): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('access-control-allow-origin', '*')
    // Here and not in setHeaders: for a compressed sibling the type that it sets is replaced by one without charset.
    const type = mediaTypeOf(request.url)
    if (type !== undefined && reply.statusCode < 300) reply.header('content-type', type)
  })
  app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'))
  // wildcard: files are looked up when they are asked for, as the tree changes under us.
  void app.register(fastifyStatic, { root: dir, cacheControl: false, dotfiles: 'ignore', preCompressed: true, index: 'index.html', allowedPath: (path) => isInside(dir, path), setHeaders })
  app.setNotFoundHandler((request, reply) => refuse(reply, request.method))
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    return reply.code(status).type('text/plain; charset=utf-8').send(status < 500 ? 'Bad request\n' : 'Server error\n')
  })
}

/** Nothing of the request is repeated in an error page. */
function refuse(reply: FastifyReply, method: string): FastifyReply {
  const text = reply.type('text/plain; charset=utf-8')
  if (method === 'GET' || method === 'HEAD') return text.code(404).send('Not found\n')
  const allowed = text.header('allow', 'GET, HEAD, OPTIONS')
  if (method === 'OPTIONS') return allowed.header('access-control-allow-methods', 'GET, HEAD').code(204).send()
  return allowed.code(405).send('Method not allowed\n')
}

/** Links in the tree that lead outside are not followed; a path that does not exist is left to the 404. */
function isInside(dir: string, path: string): boolean {
  try {
    return `${realpathSync(join(dir, path))}${sep}`.startsWith(`${realpathSync(dir)}${sep}`)
  } catch {
    return true
  }
}

function mediaTypeOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  return basename(path) === 'manifest.json' ? 'application/json; charset=utf-8' : MEDIA_TYPES[extname(path)]
}

function setHeaders(reply: FastifyReply): void {
  reply.header('cache-control', `public, max-age=${MAX_AGE}`)
  reply.header('vary', 'accept-encoding')
  reply.header('referrer-policy', 'no-referrer')
}

async function closeWithin(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), CLOSE_TIMEOUT)
  await app.close()
  clearTimeout(late)
}
