// EDGE: what the operating system asks of a run that is under way.

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
