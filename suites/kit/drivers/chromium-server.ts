import type { BrowserServer } from 'playwright'
import type { SharedBrowser } from '../stage.ts'
import { chromiumHere } from './chromium.ts'

export interface ChromiumServer {
  /** Started when first asked for; one for all scenarios of the run, which separate themselves by contexts. */
  readonly shared: () => Promise<SharedBrowser>
  readonly close: () => Promise<void>
}

/** `hosts` are names that live elsewhere; Chromium takes such a map when it starts only. */
export const createChromiumServer = (hosts: Readonly<Record<string, string>>): ChromiumServer => {
  let started: Promise<{ readonly server?: BrowserServer; readonly shared: SharedBrowser }> | undefined
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`)

  const start = async () => {
    const found = await chromiumHere()
    if ('missing' in found) return { shared: found }
    const { chromium } = await import('playwright')
    try {
      const server = await chromium.launchServer({
        executablePath: found.executable,
        host: '127.0.0.1',
        // Ours: the run ends in order, with its result written.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        args: rules.length > 0 ? [`--host-resolver-rules=${rules.join(',')}`] : [],
      })
      return { server, shared: { endpoint: server.wsEndpoint() } }
    } catch (error) {
      const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
      return { shared: { missing: `${found.executable} did not start: ${line}` } }
    }
  }

  return {
    shared: async () => {
      started ??= start()
      return (await started).shared
    },
    close: async () => {
      await (await started)?.server?.close()
    },
  }
}
