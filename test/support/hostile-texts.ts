// Texts that upstream might write, made of what YAML, Liquid, Markdown and HTML take for theirs.
import { type Arbitrary, constantFrom, oneof, string } from 'fast-check'

const SIGNS = [
  '"', "'", '\\', '\\"', ': ', ':', ' #', '- ', '---', '...', '{{ x }}', '{{', '{% raw %}', '{% endraw %}', '{%', '{: .a}', '\n', '\r', '\t', '\u0085', '\u2028',
  '\uFEFF', '\u007F', '\u009F', '\u0000', '&amp;', '&', '[', ']', '{', '}', '!', '%', '@', '`', '|', '>', '<', '😀', '\uD800', '中', '~', 'null', 'yes', '012', '1e3',
  '*', '*a*', '_', '_a_', '<!--', '-->', '</div>', '<b>', '2022-05-13', '$1', '${HOME}', ',', ' ',
]

export const hostileTexts: Arbitrary<string> = oneof(string({ unit: 'binary', maxLength: 40 }), string({ unit: constantFrom(...SIGNS), maxLength: 12 }))
