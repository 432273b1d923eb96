// A program for the tests to kill: saves batch after batch into the store it is given, and says when the first is in.
import { openSqlite } from '../../src/store/sqlite.ts'
import { source, state, article, batch } from './samples.ts'

const store = await openSqlite(process.argv[2] ?? '')
const done = (await store.loadSourceStates()).get(source('wire'))?.items ?? 0
for (let n = done + 1; ; n += 1) {
  const articles = Array.from({ length: 50 }, (_, at) => article('wire', `${n}-${at}`, { tags: [`Tag ${at % 7}`], contentHtml: 'x'.repeat(5000) }))
  const file = { path: `${n}.md`, size: 1, modifiedAt: 1, sha256: 'h', articleId: null, dueAt: null }
  await store.save(batch(articles, { state: state('Wire', { items: n }), files: [file] }))
  if (n === done + 1) process.stdout.write('saving\n')
}
