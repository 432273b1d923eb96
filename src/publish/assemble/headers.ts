// `_headers`: what static hosts that read this file send beside each of ours. One rule for all files and one for each type, and no
// header in two rules of one file: hosts join the values.

import { SERVED_HEADERS, SERVED_TYPES } from '../../formats/served.ts'
import { DOCUMENT_FOLDERS, WELL_KNOWN_PATH } from '../../model/document.ts'

export const HEADERS_TYPE = 'text/plain; charset=utf-8'

/** Feeds in JSON have a type of their own, and manifest.json has not: they are told apart by where they are. */
const JSON_FEEDS = ['/all.json', ...DOCUMENT_FOLDERS.map((folder) => `/${folder}/*.json`)]

/** @see https://docs.netlify.com/manage/routing/headers/ and https://developers.cloudflare.com/pages/configuration/headers/ */
export function renderHeaders(): string {
  const { rss, atom, json, opml } = SERVED_TYPES
  const types = [['/*.rss', rss], ['/*.atom', atom], ...JSON_FEEDS.map((path) => [path, json] as const), ['/*.opml', opml], [`/${WELL_KNOWN_PATH}`, opml]] as const
  return [rule('/*', SERVED_HEADERS), ...types.map(([path, type]) => rule(path, [['content-type', type]]))].join('\n')
}

function rule(path: string, headers: readonly (readonly [name: string, value: string])[]): string {
  return `${path}\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`
}
