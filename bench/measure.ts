// How long something takes, as the median of several rounds; and the words for it.

export interface Measured {
  readonly seconds: number // median of the rounds
  readonly rounds: number
}

/** Repeats `run` for about `budget` seconds, at least three times after one round to warm up. */
export async function measure(run: () => unknown, budget = 2): Promise<Measured> {
  await run()
  const times: number[] = []
  for (const start = performance.now(); times.length < 3 || (performance.now() - start < budget * 1000 && times.length < 200); ) {
    const before = performance.now()
    await run()
    times.push((performance.now() - before) / 1000)
  }
  times.sort((a, b) => a - b)
  return { seconds: times[Math.floor(times.length / 2)] ?? 0, rounds: times.length }
}

/** One line: what was done a second, and how many times as long it took as the bare baseline of the same run. */
export function row(what: string, amount: number, unit: string, ours: Measured, baseline: Measured, bare: string): string {
  const rate = (measured: Measured): string => `${(amount / measured.seconds).toFixed(amount / measured.seconds < 100 ? 1 : 0)} ${unit}/s`
  return `${what.padEnd(34)} ${rate(ours).padStart(16)}   ${bare}: ${rate(baseline).padStart(16)}   ${(ours.seconds / baseline.seconds).toFixed(2)}x its time`
}
