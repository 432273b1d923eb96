import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { createHosts, type Admission } from '../../../../src/ingest/fetch/http/hosts.ts'

const never = new AbortController().signal

/** Lets everything run that could run by now. */
const settle = (): Promise<void> => sleep(20)

/** Takes a place for each of the hosts named and writes down who got one. */
function takeAll(hosts: ReturnType<typeof createHosts>, names: readonly string[], signal = never) {
  const started: string[] = []
  const givers: (() => void)[] = []
  for (const name of names) {
    const put = (admission: Admission): void => {
      started.push(admission.kind === 'place' ? name : `${name} quiet`)
      if (admission.kind === 'place') givers.push(admission.giveBack)
    }
    hosts.take(name, signal).then(put, () => started.push(`${name} failed`))
  }
  return { started, giveBack: () => givers.shift()?.() }
}

function giveBackOf(admission: Admission): () => void {
  assert.ok(admission.kind === 'place')
  return admission.giveBack
}

describe('P30: places', () => {
  it('at most perHost for one host, in the order they came', async () => {
    const { started, giveBack } = takeAll(createHosts({ concurrency: 9, perHost: 2, hostDelay: 0 }), ['a', 'a', 'a', 'a'])
    await settle()
    assert.equal(started.length, 2)
    giveBack()
    await settle()
    assert.equal(started.length, 3)
  })

  it('at most concurrency over all', async () => {
    const { started, giveBack } = takeAll(createHosts({ concurrency: 3, perHost: 2, hostDelay: 0 }), ['a', 'b', 'c', 'd', 'e'])
    await settle()
    assert.deepEqual(started, ['a', 'b', 'c'])
    giveBack()
    await settle()
    assert.deepEqual(started, ['a', 'b', 'c', 'd'])
  })

  it('a host whose places never come back holds nobody else up', async () => {
    const slow = Array.from({ length: 50 }, () => 'slow')
    const { started } = takeAll(createHosts({ concurrency: 4, perHost: 2, hostDelay: 0 }), [...slow, 'a', 'b'])
    await settle()
    assert.deepEqual(started, ['slow', 'slow', 'a', 'b'])
  })

  it('hosts take turns', async () => {
    const hosts = createHosts({ concurrency: 1, perHost: 1, hostDelay: 0 })
    const { started, giveBack } = takeAll(hosts, ['a', 'a', 'a', 'b', 'b', 'c'])
    for (let i = 0; i < 6; i += 1) {
      await settle()
      giveBack()
    }
    assert.deepEqual(started, ['a', 'b', 'c', 'a', 'b', 'a'])
  })

  it('a pause between two requests to one host, none for others', async () => {
    const hosts = createHosts({ concurrency: 9, perHost: 2, hostDelay: 100 })
    const times: number[] = []
    const start = performance.now()
    const note = (admission: Admission): void => {
      times.push(performance.now() - start)
      giveBackOf(admission)()
    }
    await Promise.all(['a', 'a', 'a', 'b'].map((name) => hosts.take(name, never).then(note)))
    const [a1 = 0, b1 = 0, a2 = 0, a3 = 0] = times
    // Timers may fire a millisecond early, never much.
    assert.ok(a1 < 50 && b1 < 50 && a2 >= 98 && a3 >= a2 + 98, `${times.join(' ')} ms`)
  })

  it('P32: the pause lasts although nobody waits', async () => {
    const hosts = createHosts({ concurrency: 9, perHost: 2, hostDelay: 100 })
    const start = performance.now()
    giveBackOf(await hosts.take('a', never))()
    giveBackOf(await hosts.take('a', never))()
    assert.ok(performance.now() - start >= 98)
  })
})

describe('P31: a host that wants to be left alone', () => {
  const settings = { concurrency: 9, perHost: 1, hostDelay: 0 }
  const soon = Date.now() + 60_000

  it('sends away those who wait for it, and for its domain, at once', async () => {
    const hosts = createHosts(settings)
    const { started } = takeAll(hosts, ['a.example.org', 'a.example.org', 'b.example.org', 'b.example.org', 'example.net', 'example.net'])
    await settle()
    hosts.leaveAlone('example.org', soon)
    await settle()
    assert.deepEqual(started, ['a.example.org', 'b.example.org', 'example.net', 'a.example.org quiet', 'b.example.org quiet'])
  })

  it('gives nobody a place until then', async () => {
    const hosts = createHosts(settings)
    hosts.leaveAlone('example.org', soon)
    assert.deepEqual(await hosts.take('c.example.org', never), { kind: 'quiet', until: soon })
  })

  it('gives places again after that', async () => {
    const hosts = createHosts(settings)
    hosts.leaveAlone('example.org', Date.now() - 1)
    assert.equal((await hosts.take('a.example.org', never)).kind, 'place')
  })
})

describe('an aborted signal', () => {
  it('ends the waiting of those that wait with it, of nobody else', async () => {
    const hosts = createHosts({ concurrency: 9, perHost: 1, hostDelay: 60_000 })
    const stop = new AbortController()
    const first = takeAll(hosts, ['a', 'a', 'a'], stop.signal)
    const second = takeAll(hosts, ['a'])
    await settle()
    stop.abort(new Error('interrupted'))
    await settle()
    assert.deepEqual([first.started, second.started], [['a', 'a failed', 'a failed'], []])
  })

  it('lets nobody begin', async () => {
    const hosts = createHosts({ concurrency: 9, perHost: 1, hostDelay: 0 })
    const reason = new Error('interrupted')
    await assert.rejects(hosts.take('a', AbortSignal.abort(reason)), reason)
  })
})
