// EDGE: the config file, the environment and the files that the config names, read into Settings.

import { isUtf8 } from 'node:buffer'
import { access, readdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { FeedmillError, whyUnreadable } from '../model/errors.ts'
import type { Source } from '../model/source.ts'
import { parseAuthors } from './authors.ts'
import { checkConfig, type Environment } from './check.ts'
import { redactError } from './secrets.ts'
import type { Settings } from './settings.ts'
import { templateFaults, type Templates } from './texts/templates.ts'

/** Where the config is when nobody says, in this order. */
const DEFAULT_PATHS: readonly string[] = ['config/feedmill.yaml', 'feedmill.yaml']

/**
 * Loads the config.
 * @param path  as given by the operator, relative to the working directory; null: the default places
 * @throws FeedmillError config.missing, config.invalid
 */
export async function loadConfig(path: string | null = null, environment: Environment = process.env): Promise<Settings> {
  const file = path === null ? await findConfig() : resolve(path)
  const settings = checkConfig(await readText(file), file, environment)
  const sources = await Promise.all(settings.sources.map(withAuthors)).catch((error: unknown) => {
    throw redactError(error, settings.secrets)
  })
  return { ...settings, sources, site: { ...settings.site, templates: await loadTemplates(settings.templatesDir) } }
}

async function findConfig(): Promise<string> {
  for (const path of DEFAULT_PATHS) {
    if (await access(path).then(() => true, () => false)) return resolve(path)
  }
  throw new FeedmillError('config.missing', resolve(DEFAULT_PATHS[0] ?? ''), 'there is no config here; `feedmill init` writes one, --config FILE names another')
}

/** @throws FeedmillError `config.missing` for what cannot be read, `config.invalid` for what is not UTF-8: another encoding would be read as other words */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new FeedmillError('config.missing', file, whyUnreadable(error), error)
  })
  if (!isUtf8(bytes)) throw new FeedmillError('config.invalid', file, 'is not UTF-8; save it in this encoding')
  return bytes.toString('utf8')
}

async function withAuthors(source: Source): Promise<Source> {
  if (source.type !== 'posts' || source.authorsFile === null) return source
  const text = await readText(source.authorsFile)
  try {
    return { ...source, authors: parseAuthors(parse(text)) }
  } catch (error) {
    throw new FeedmillError('config.invalid', source.authorsFile, error instanceof Error ? error.message : String(error), error)
  }
}

/** Every template of a folder, `style.css` among them, by name. @throws FeedmillError config.missing, config.invalid with every fault */
async function loadTemplates(dir: string | null): Promise<Templates> {
  if (dir === null) return {}
  const files = await readdir(dir).catch((error: unknown) => {
    throw new FeedmillError('config.missing', dir, `${whyUnreadable(error, 'folder')}, though site.templates names it`, error)
  })
  const named = files.toSorted().filter((file) => file === 'style.css' || file.endsWith('.mustache'))
  const texts = await Promise.all(named.map(async (file) => [basename(file, extname(file)), await readText(join(dir, file))] as const))
  const templates = Object.fromEntries(texts)
  const faults = named.flatMap((file) => templateFaults(basename(file, extname(file)), templates).map(({ line, column, message }) => ({ at: `${join(dir, file)}:${line}:${column}`, message })))
  const [first, ...others] = faults
  if (first === undefined) return templates
  throw new FeedmillError('config.invalid', first.at, [first.message, ...others.map(({ at, message }) => `${at}: ${message}`)].join('\n'))
}
