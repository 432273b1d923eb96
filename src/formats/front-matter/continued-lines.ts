// Values in quotes or brackets that go on in lines without an indent, which libyaml (and so Jekyll) reads and YAML 1.2 does not allow.

/** `key: "…"` and `key: '…'`, up to the quote that ends a line. */
const QUOTED = /^[^\s#:][^:\n]{0,60}:[ \t]+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*$/gmsu
/** `key: […]` with nothing in it that could be a mapping, a comment or another list: what is not closed ends at none of these. */
const LISTED = /^[^\s#:][^:\n]{0,60}:[ \t]+\[(?:[^[\]{}#:]|:(?=\S))*\][ \t]*$/gmu

/** The block with each such value on one line, of the same length, so that every place in it stays. */
export function joinContinued(block: string): string {
  return block.replaceAll(QUOTED, onOneLine).replaceAll(LISTED, onOneLine)
}

function onOneLine(value: string): string {
  return value.replaceAll('\n', ' ')
}
