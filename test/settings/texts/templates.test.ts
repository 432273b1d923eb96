import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { loadConfig } from '../../../src/settings/load.ts'
import { TEMPLATE_VARIABLES, templateFaults, type Templates } from '../../../src/settings/texts/templates.ts'

const root = mkdtempSync(join(tmpdir(), 'feedmill-templates-'))
afterAll(() => rmSync(root, { recursive: true }))

function faults(templates: Templates, name = 'story'): string[] {
  return templateFaults(name, templates).map(({ line, column, message }) => `${line}:${column}: ${message}`)
}

describe('a template', () => {
  const cases: readonly { it: string; templates: Templates; name?: string; expect: readonly string[] }[] = [
    { it: 'that asks for what it is given is right', templates: { story: '{{title}} {{#authors}}{{#more}}, {{/more}}{{name}}{{/authors}} {{words.via}} {{site.title}} {{{whole}}} {{.}}' }, expect: [] },
    { it: 'that includes a built-in part is right', templates: { story: '{{> text}}' }, expect: [] },
    { it: 'that asks for anything else is not', templates: { story: 'a\n  {{titel}}' }, expect: ['2:3: {{titel}} is nothing that story is given'] },
    { it: 'that asks for another one’s is not', templates: { page: '{{clock}}' }, name: 'page', expect: ['1:1: {{clock}} is nothing that page is given'] },
    { it: 'that asks for what all objects have is not', templates: { story: '{{constructor}}{{title.constructor}}' }, expect: ['1:1: {{constructor}} is nothing that story is given', '1:16: {{title.constructor}} is nothing that story is given'] },
    { it: 'with a character that no page may hold is not', templates: { story: 'a\nb\u0001' }, expect: ['2:2: holds the character U+0001, which no feed may hold'] },
    { it: 'with a section left open is none', templates: { story: 'a\n{{#title}}b' }, expect: ['2:12: is not a template: unclosed section "title"'] },
    { it: 'with a section closed twice is none', templates: { story: '{{/title}}' }, expect: ['1:1: is not a template: unopened section "title"'] },
    { it: 'with a tag left open is none', templates: { story: 'a\n\nb {{title' }, expect: ['3:10: is not a template: unclosed tag'] },
    { it: 'with a part that is not there is not right', templates: { story: '\n{{> mine}}' }, expect: ['2:1: {{> mine}} is there neither here nor among the built-in parts'] },
    { it: 'that includes itself is not right', templates: { story: '{{> mine}}', mine: '{{> other}}', other: '{{> mine}}' }, name: 'mine', expect: ['1:1: {{> other}} leads back to mine'] },
    { it: 'of styles may not end its element', templates: { style: 'a{}\n</STYLE><script>' }, name: 'style', expect: ['2:1: would end the style sheet here'] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(faults(c.templates, c.name), c.expect))
})

function load(files: Readonly<Record<string, string>>): ReturnType<typeof loadConfig> {
  const dir = mkdtempSync(join(root, 'x-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  writeFileSync(join(root, 'feedmill.yaml'), `site: { title: Mill, url: https://mill.example.org, templates: ${JSON.stringify(dir)} }\n`)
  return loadConfig(join(root, 'feedmill.yaml'), {})
}

describe('the folder of templates', () => {
  it('is read by the names of its files, others left out', async () => {
    const { site } = await load({ 'story.mustache': '{{title}}', 'mine.mustache': 'x', 'style.css': 'a{}', 'README.md': '{{x' })
    assert.deepEqual(site.templates, { story: '{{title}}', mine: 'x', style: 'a{}' })
  })

  it('tells every fault with its file and line', async () => {
    await assert.rejects(load({ 'story.mustache': '\n{{titel}}', 'page.mustache': '{{#main}}' }), (error: Error & { code: string }) => {
      assert.equal(error.code, 'config.invalid')
      assert.match(error.message, /page\.mustache:1:10: is not a template: unclosed section "main"\n.*story\.mustache:2:1: \{\{titel\}\} is nothing that story is given$/u)
      return true
    })
  })

  it('is missed when it is not there', async () => {
    writeFileSync(join(root, 'feedmill.yaml'), 'site: { title: Mill, url: https://mill.example.org, templates: nowhere }\n')
    await assert.rejects(loadConfig(join(root, 'feedmill.yaml'), {}), { code: 'config.missing', at: join(root, 'nowhere') })
  })
})

describe('docs/templates.md', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/templates.md'), 'utf8')
  for (const [name, variables] of Object.entries(TEMPLATE_VARIABLES)) {
    it(`explains what ${name} is given`, () => assert.deepEqual(variables.filter((variable) => !page.includes(`\`${variable}\``)), []))
  }
})
