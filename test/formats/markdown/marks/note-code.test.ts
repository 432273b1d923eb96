// What of a note of Obsidian's is code, and so no comment and no prose; and time on hostile texts.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { openComment, proseOf, withoutComments } from '../../../../src/formats/markdown/marks/note-code.ts'

describe('comments of a note', () => {
  const cases: readonly (readonly [it: string, note: string, left: string])[] = [
    ['go, over paragraphs too', 'a %%b%% c %%\n\n50%\n\n%%d', 'a  c d'],
    ['stay in code of a line, or of the lines of a paragraph', '`%%a%%` %%b%% `c\n%%d%%` `e\n\n%%f%%`', '`%%a%%`  `c\n%%d%%` `e\n\n`'],
    ['stay in blocks of code', '```\n%%a%%\n```\n%%b%%\n~~~~\n~~~\n%%c%%\n~~~~\n%%d%%', '```\n%%a%%\n```\n\n~~~~\n~~~\n%%c%%\n~~~~\n'],
    ['stay in a block that a fence with a word ends not', '```\n```js\n%%a%%\n```\n%%b%%', '```\n```js\n%%a%%\n```\n'],
    ['stay in a block that does not end', '```\n%%a%%', '```\n%%a%%'],
    ['stay in blocks of lists', '- ```\n  %%a%%\n  ```\n  %%b%%\n\n1. c\n\n\t\t~~~\n\t\t%%d%%\n\t\t~~~\n%%e%%', '- ```\n  %%a%%\n  ```\n  \n\n1. c\n\n\t\t~~~\n\t\t%%d%%\n\t\t~~~\n'],
    ['go behind a list in which a block does not end', '- ```\n  a\n\n  b\nc %%d%%', '- ```\n  a\n\n  b\nc '],
    ['stay in blocks of quotes', '> - ```\n>   %%a%%\n>   ```\n> %%b%%', '> - ```\n>   %%a%%\n>   ```\n> '],
    ['go behind a quote in which a block does not end', '> ```\n> a\n\n%%b%%', '> ```\n> a\n\n'],
    ['stay in a block of code behind a tick that is a text', 'the ` key\n```\n%%a%%\n```\n%%b%%', 'the ` key\n```\n%%a%%\n```\n'],
    ['go behind three ticks that are code of a line', '```a``` %%b%%\n\n%%c%%', '```a``` \n\n'],
  ]
  for (const [name, note, left] of cases) it(name, () => assert.equal(withoutComments(note), left))
})

it('does not end, what begins a comment alone', () => {
  assert.deepEqual(['a %%b%%', '`%%`\n%% a `%%`', '```\n%%\n```', 'a `b\n%%c` %%'].map(openComment), [-1, -1, -1, 10])
})

it('is prose what is neither code, comment, mathematics, link nor HTML', () => {
  const note = 'a `b` %%c%% $$d\n$$ [[e|f]] <!-- g - -- > h --> <i class="j">k</i> <!-- l <!-- m --> [[n $$o <p -->\n~~~\nq\n~~~\nr <!-- s'
  assert.deepEqual(proseOf(note).trim().split(/\s+/u), ['a', 'k', '[[n', '$$o', 'r', '<!--', 's'])
})

describe('hostile notes', () => {
  const bait = ['`', '`\n', '``` `', '```\n', '- ```\n', '> ~~~\n', '> ', '> - ', '- ', '1. ', '    ', '\n    ', '\t', '%%', '%a', '%%a\n', '$$a$b', '[[', '[[a', '<!--', '<!-- ', '<!-', '<a ', '-->', '#a ']
  const texts = [...bait.map((sign) => [`${JSON.stringify(sign)} over and over`, sign.repeat(1_000_000 / sign.length)] as const), ['many ticks, one far behind', `\n${'`'.repeat(500_000)}${'a'.repeat(500_000)}\``] as const]
  it('end with code over ten million characters', () => assert.equal(withoutComments(`%%a%%\n\`\`\`\n${'b\n'.repeat(5_000_000)}`).length, 10_000_005))
  for (const [name, text] of texts) it(`end with ${name}`, () => assert.equal(typeof proseOf(withoutComments(`a %%b%%\n${text}`)), 'string'))
})
