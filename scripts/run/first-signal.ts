export interface SignalWatch {
  /** Resolves with the first signal that asks the process to end; a second one ends it as usual. */
  readonly received: Promise<NodeJS.Signals>
  readonly stop: () => void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export const firstSignal = (): SignalWatch => {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  const stop = (): void => {
    for (const signal of SIGNALS) process.off(signal, heard)
  }
  const heard = (signal: NodeJS.Signals): void => {
    stop()
    resolve(signal)
  }
  for (const signal of SIGNALS) process.on(signal, heard)
  return { received: promise, stop }
}
