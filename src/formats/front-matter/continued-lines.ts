// What libyaml (and so Jekyll) reads and YAML 1.2 does not allow: values in quotes or brackets that go on in lines without an indent,
// and comments that begin right behind one.

/** A key or the dash of a list, within others too; `!` alone, as Ruby's older YAML wrote it before each text in quotes, says that it is one. */
const KEY = String.raw`^[ \t]*(?:-[ \t]+|(?:-[ \t]+)?[^\s#:-][^:\n]{0,60}:[ \t]+)(?:![ \t]+)?`
const QUOTES = String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')`

/** `key: "…"` and `key: '…'`, up to the quote that ends a line. */
const QUOTED = new RegExp(`${KEY}${QUOTES}[ \\t]*$`, 'gmsu')
/** `key: […]` with nothing in it that could be a mapping, a comment or another list: what is not closed ends at none of these. */
const LISTED = new RegExp(String.raw`${KEY}\[(?:[^[\]{}#:]|:(?=\S))*\][ \t]*$`, 'gmu')
/** `key: […]#comment`, `key: "…"#comment`. */
const COMMENTED = new RegExp(String.raw`(${KEY}(?:${QUOTES}|\[[^[\]#]*\]|\{[^{}#]*\}))(#.*)$`, 'gmu')

/** The block with each such value on one line and without such comments, of the same length, so that every place in it stays. */
export function asLibyamlReads(block: string): string {
  const bare = block.replaceAll(COMMENTED, (_, value: string, comment: string) => value + ' '.repeat(comment.length))
  return bare.replaceAll(QUOTED, onOneLine).replaceAll(LISTED, onOneLine)
}

function onOneLine(value: string): string {
  return value.replaceAll('\n', ' ')
}
