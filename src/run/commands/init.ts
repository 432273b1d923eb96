// EDGE: `feedmill init`: the first files of a site. Never overwrites.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { FeedmillError, systemCode, whyUnwritable } from '../../model/errors.ts'

const CONFIG_PATH = 'config/feedmill.yaml'

const CONFIG = `# Feedmill's config. Paths are relative to this file; \${NAME} takes an environment variable.
# \`feedmill check\` tells what is wrong with it, \`feedmill refresh\` runs it.

site:
  title: My mill
  url: https://example.org/ # where the folder feeds/ will be served; every link starts with it
  language: en
  timezone: UTC

# For \`feedmill start\`: when to refresh.
schedule: "*/15 * * * *"

sources:
  # Your own posts: Markdown or HTML files with front matter.
  - id: posts
    type: posts
    path: ../posts
    category: notes

  # Feeds you follow: RSS, Atom or JSON Feed. \`feedmill try URL\` shows what one holds.
  # - id: example
  #   url: https://example.org/feed.xml
  #   category: news
  #   every: 30m

# taxonomy:
#   labels: { notes: Notes from the mill } # slug: what people see
#   aliases: { note: notes }               # another spelling: the term it is merged into
#   drop: [uncategorized]

publish:
  dir: ../feeds
  limit: 50
`

const POST = `---
title: The first post
date: 2026-01-01 09:00:00 +0000
tags: [feedmill]
---

This is a post. Write **Markdown** below the front matter, run \`feedmill refresh\`, and it is in every feed it belongs to.
`

const GITIGNORE = `# Feedmill keeps what it knows here; it is made again by the next refresh.
state/
`

export interface InitReport {
  readonly config: string // path of the config, as the files'
  readonly files: readonly { readonly path: string; readonly outcome: 'wrote' | 'kept' }[]
}

/**
 * Writes a commented config, a first post and a .gitignore below `dir`; files that are there stay as they are.
 * @throws FeedmillError output.unwritable
 */
export async function init(dir: string): Promise<InitReport> {
  const files: InitReport['files'][number][] = []
  for (const [name, text] of [[CONFIG_PATH, CONFIG], ['posts/2026-01-01-first-post.md', POST], ['.gitignore', GITIGNORE]] as const) {
    files.push({ path: join(dir, name), outcome: (await writeNew(resolve(dir, name), text)) ? 'wrote' : 'kept' })
  }
  return { config: join(dir, CONFIG_PATH), files }
}

/** What happened to each file, a line each, and what to do now. */
export function describeInit({ config, files }: InitReport): string[] {
  return [...files.map(({ path, outcome }) => `${outcome} ${path}`), `Next: feedmill refresh --config ${config} (in a checkout of Feedmill: npm run refresh -- --config …)`]
}

async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    throw new FeedmillError('output.unwritable', dirname(path), whyUnwritable(systemCode(error) ?? String(error)), error)
  }
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw new FeedmillError('output.unwritable', path, whyUnwritable(systemCode(error) ?? String(error)), error)
  }
}
