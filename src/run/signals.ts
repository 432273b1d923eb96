// EDGE: what the operating system asks of a run that is under way.

import { rmSync } from 'node:fs'

/** The first SIGINT or SIGTERM asks the run to end; a second one ends the process as if nobody had listened. */
export function catchSignals(): { readonly signal: AbortSignal; status(): number | null; release(): void } {
  const controller = new AbortController()
  let status: number | null = null
  const onInterrupt = (): void => end(130)
  const onTerminate = (): void => end(143)
  const release = (): void => {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onTerminate)
  }
  const end = (code: number): void => {
    status = code
    release()
    controller.abort()
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  return { signal: controller.signal, status: () => status, release }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * A signal that ends the process takes along a folder that is of no use afterwards.
 * @param isHeeded  the first SIGINT or SIGTERM is caught (catchSignals): the run ends by itself
 * @returns         what ends this
 */
export function removeWhenKilled(folder: string, isHeeded: boolean): () => void {
  let heeded = isHeeded ? 1 : 0
  const release = (): void => SIGNALS.forEach((signal) => process.off(signal, onSignal))
  const onSignal = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGHUP' && (heeded -= 1) >= 0) return
    release()
    rmSync(folder, { recursive: true, force: true })
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return release
}
