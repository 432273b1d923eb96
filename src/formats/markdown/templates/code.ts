// What tags have as code, written so that nothing in it is anything else.

/** A fence longer than any within, at the indent of the tag, so that a list goes on around it. */
export function fencedCode(body: string, start: number, inside: string, statement: string): string {
  const line = body.slice(body.lastIndexOf('\n', start - 1) + 1, start)
  const isAlone = /^\s*$/u.test(line)
  const longest = Math.max(2, ...(inside.match(/~+/gu) ?? []).map((run) => run.length))
  const fence = '~'.repeat(longest + 1)
  const language = /^\w+\s+([\w+#-]+)/u.exec(statement)?.[1] ?? ''
  const indent = isAlone ? line : ''
  return `${isAlone ? '' : '\n\n'}${fence}${language}\n${inside.replace(/^[ \t]*\n/u, '').trimEnd()}\n${indent}${fence}\n`
}

export function htmlCode(inside: string): string {
  return `<pre><code>${inside.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>`
}
