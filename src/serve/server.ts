// EDGE: a small server for the published tree. It serves files, says whether it is alive, and gives answers that it is handed; it knows
// nothing of the store.

import { realpathSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import { SERVED_HEADERS, SERVED_TYPES } from '../formats/served.ts'
import { SECOND } from '../model/clock.ts'
import { DIRECTORY_PATH, HEADERS_PATH, MANIFEST_PATH, WELL_KNOWN_PATH } from '../model/document.ts'
import { FeedmillError, systemCode } from '../model/errors.ts'
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts'
import { STATUS_POLICY } from './status.ts'

const HEADER_TIMEOUT = 10 * SECOND
const IDLE_TIMEOUT = 30 * SECOND
const MAX_CONNECTIONS = 1000
const CLOSE_TIMEOUT = 3 * SECOND // for answers under way when we are told to stop

/** Why an address cannot be taken. */
const UNUSABLE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program does so already; name another `serve.port`',
  EADDRNOTAVAIL: 'this machine has no such address (`serve.host`)',
  ENOTFOUND: 'there is no such host name (`serve.host`)',
  EACCES: 'permission denied; ports below 1024 are the system’s',
}

const ELSEWHERE = 'This page is for this machine alone: ask for it by localhost, 127.0.0.1 or [::1]\n'
const WELL_KNOWN = `/${WELL_KNOWN_PATH}`

/** What is not a file: nobody keeps it, and no other site may read it. */
export interface Answer {
  readonly type: string // media type
  readonly body: string
}

export interface ServerOptions {
  readonly dir: string
  readonly host: string
  readonly port: number // 0 takes any free one
  readonly answers?: ReadonlyMap<string, (accept: string) => Promise<Answer>> // by path, given the Accept header
}

export interface Server {
  readonly url: string // with the port that was really taken
  close(): Promise<void>
}

/**
 * Serves a folder over HTTP: right types, validators, ranges, `.br` and `.gz` siblings, CORS for everyone.
 *
 * @throws FeedmillError output.unwritable when the folder cannot be made, usage.invalid when the address cannot be taken
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  await mkdir(options.dir, { recursive: true }).catch((error: unknown) => {
    throw new FeedmillError('output.unwritable', options.dir, 'the folder to serve cannot be made', error)
  })
  const app = fastify({ connectionTimeout: IDLE_TIMEOUT, keepAliveTimeout: IDLE_TIMEOUT, requestTimeout: HEADER_TIMEOUT, exposeHeadRoutes: true, frameworkErrors: refuseUnread })
  app.server.maxConnections = MAX_CONNECTIONS
  app.server.headersTimeout = HEADER_TIMEOUT
  addRoutes(app, options.dir)
  for (const [path, answer] of options.answers ?? []) addAnswer(app, path, answer)
  await app.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
    throw new FeedmillError('usage.invalid', `${options.host}:${options.port}`, `cannot be listened on: ${UNUSABLE[systemCode(error) ?? ''] ?? (error instanceof Error ? error.message : String(error))}`, error)
  })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/`, close: () => closeWithin(app) }
}

function addRoutes(app: FastifyInstance, dir: string): void {
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400) reply.header('cache-control', 'no-store')
    for (const [name, value] of SERVED_HEADERS) if (!reply.hasHeader(name)) reply.header(name, value)
    // Here and not in setHeaders: for a compressed sibling the type that it sets is replaced by one without charset.
    const type = mediaTypeOf(request.url)
    if (type !== undefined && reply.statusCode < 300) reply.header('content-type', type)
  })
  app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ok\n'))
  // wildcard: files are looked up when they are asked for, as the tree changes under us.
  void app.register(fastifyStatic, {
    root: dir,
    index: [DIRECTORY_PATH],
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders,
    allowedPath: (path) => isInside(dir, path) && !path.startsWith(`/${HEADERS_PATH}`),
  })
  // Dot files are not served, but for this one.
  app.get(WELL_KNOWN, (_request, reply) => reply.sendFile(WELL_KNOWN_PATH, dir, { dotfiles: 'allow' }))
  app.setNotFoundHandler((request, reply) => refuse(reply, request.method))
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    return reply.code(status).type('text/plain; charset=utf-8').send(status < 500 ? 'Bad request\n' : 'Server error\n')
  })
}

/** Scripts of other sites must not read from a machine what its browser can reach: no CORS here. */
function addAnswer(app: FastifyInstance, path: string, answer: (accept: string) => Promise<Answer>): void {
  app.get(path, { onSend: async (_request, reply) => void reply.removeHeader('access-control-allow-origin') }, async (request, reply) => {
    if (isOnlyLocal(app) && !isLoopbackHost(request.headers.host)) return reply.code(403).type('text/plain; charset=utf-8').send(ELSEWHERE)
    const made = await answer(request.headers.accept ?? '').catch(unavailable)
    reply.header('cache-control', 'no-store').header('content-security-policy', STATUS_POLICY).header('vary', 'accept')
    if (made === null) return reply.code(503).type('text/plain; charset=utf-8').send('Not available\n')
    return reply.header('content-type', made.type).send(made.body)
  })
}

/** Where no address is bound any more it is closing, and refuses rather. */
function isOnlyLocal(app: FastifyInstance): boolean {
  const bound = app.server.address() as AddressInfo | null
  return bound === null || isLoopbackAddress(bound.address)
}

/** A failure that an operator can meet; anything else is a bug, and a server error. */
function unavailable(error: unknown): null {
  if (error instanceof FeedmillError) return null
  throw error
}

/** Nothing of the request is repeated in an error page. */
function refuse(reply: FastifyReply, method: string): FastifyReply {
  const text = reply.type('text/plain; charset=utf-8')
  if (method === 'GET' || method === 'HEAD') return text.code(404).send('Not found\n')
  const allowed = text.header('allow', 'GET, HEAD, OPTIONS')
  if (method === 'OPTIONS') return allowed.header('access-control-allow-methods', 'GET, HEAD').code(204).send()
  return allowed.code(405).send('Method not allowed\n')
}

/** Of an address that is none no hook hears: Fastify itself would repeat it. */
function refuseUnread(_error: unknown, _request: unknown, reply: FastifyReply): void {
  void reply.code(400).type('text/plain; charset=utf-8').header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send('Bad request\n')
}

/** Links in the tree that lead outside are not followed; a path that does not exist is left to the 404. */
function isInside(dir: string, path: string): boolean {
  try {
    return `${realpathSync(join(dir, path))}${sep}`.startsWith(`${realpathSync(dir)}${sep}`)
  } catch (error) {
    return systemCode(error) === 'ENOENT'
  }
}

function mediaTypeOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  if (path === WELL_KNOWN) return SERVED_TYPES.opml
  if (path === `/${MANIFEST_PATH}` || path === '/status.json') return 'application/json; charset=utf-8'
  const form = extname(path).slice(1)
  return form in SERVED_TYPES ? SERVED_TYPES[form as keyof typeof SERVED_TYPES] : undefined
}

function setHeaders(reply: FastifyReply): void {
  reply.header('vary', 'accept-encoding')
}

async function closeWithin(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), CLOSE_TIMEOUT)
  await app.close()
  clearTimeout(late)
}
