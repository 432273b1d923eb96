// Holds the documents to the code: a command, option, setting, error or note that is not documented fails here.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, it } from 'vitest'
import { ERROR_CODES } from '../src/model/errors.ts'
import { NOTE_CODES } from '../src/model/note.ts'
import { buildProgram } from '../src/run/commands.ts'
import { configJsonSchema } from '../src/settings/schema.ts'

const ROOT = resolve(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The codes in the first column of the tables of docs/errors.md. */
const documented = [...read('docs/errors.md').matchAll(/^\| `([a-z]+\.[a-z_]+)`/gmu)].map((match) => match[1])

describe('docs/errors.md', () => {
  it('explains every error and note, and no other', () => assert.deepEqual(new Set(documented), new Set<string>([...ERROR_CODES, ...NOTE_CODES])))
})

describe('docs/config.md', () => {
  const config = read('docs/config.md')
  for (const key of keysOf(configJsonSchema())) it(`explains ${key}`, () => assert.ok(config.includes(`\`${key}\``), key))
  it('comes with the JSON Schema that the code makes', () => {
    assert.deepEqual(JSON.parse(read('config/feedmill.schema.json')), JSON.parse(JSON.stringify(configJsonSchema())))
  })
})

describe('docs/commands.md', () => {
  const [everywhere = '', ...sections] = read('docs/commands.md').split(/^## /mu)
  for (const command of buildProgram(() => undefined).commands) {
    const section = sections.find((text) => text.startsWith(`${command.name()}\n`)) ?? ''
    it(`explains ${command.name()}`, () => {
      const options = command.options.map((option) => option.long ?? '').filter((option) => !everywhere.includes(option))
      const subcommands = command.commands.map((one) => `feedmill ${command.name()} ${one.name()}`)
      assert.notEqual(section, '')
      assert.deepEqual([...options, ...subcommands].filter((words) => !section.includes(words)), [])
    })
  }
})

describe('links between documents', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
  for (const page of pages) {
    it(`lead somewhere in ${page}`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/gu)].map((match) => match[1] ?? '')
      assert.deepEqual(links.filter((link) => !existsSync(join(ROOT, dirname(page), link))), [])
    })
  }
})

describe('files that documents and comments name', () => {
  const files = globSync(['src/**/*.{ts,js}', 'test/**/*.ts', 'bench/*.ts', '*.ts'], { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'))
  const isThere = (name: string): boolean => files.some((file) => `/${file}`.endsWith(`/${name.replace(/^[./]+/u, '')}`))
  it('are there', () => {
    const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).flatMap((page) => [...read(page).matchAll(/[\w./-]+\.ts\b/gu)].map(([name]) => `${page}: ${name}`))
    const comments = files.flatMap((file) => [...read(file).matchAll(/^\s*(?:\/\/|\/?\*).*?(?<![\w.'`"])([\w/-]+\.ts)\b/gmu)].map((match) => `${file}: ${match[1]}`))
    assert.deepEqual([...pages, ...comments].filter((line) => !isThere(line.slice(line.indexOf(': ') + 2))), [])
  })
})

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly oneOf?: readonly SchemaNode[]
  readonly $defs?: Readonly<Record<string, SchemaNode>>
}

/** Every key of the config by its last name, wherever it stands. */
function keysOf(schema: unknown): string[] {
  const { properties = {}, items, oneOf = [], $defs = {} } = schema as SchemaNode
  const below = [...Object.values(properties), ...(items === undefined ? [] : [items]), ...oneOf, ...Object.values($defs)].flatMap(keysOf)
  return [...new Set([...Object.keys(properties), ...below])]
}
