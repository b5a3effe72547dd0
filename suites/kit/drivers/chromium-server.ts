import type { BrowserServer } from 'playwright'
import type { SharedBrowser } from '../stage.ts'
import { chromiumHere } from './chromium.ts'

export interface ChromiumServer {
  /**
   * Started when first asked for; one for all scenarios of the run, which separate themselves by contexts, and another
   * for those to whom further names live elsewhere.
   */
  readonly shared: (further?: Hosts) => Promise<SharedBrowser>
  readonly close: () => Promise<void>
}

type Hosts = Readonly<Record<string, string>>

interface Started {
  readonly server?: BrowserServer
  readonly shared: SharedBrowser
}

const start = async (hosts: Hosts): Promise<Started> => {
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`)
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

/** `hosts` are names that live elsewhere; Chromium takes such a map when it starts only. */
export const createChromiumServer = (hosts: Hosts): ChromiumServer => {
  const running = new Map<string, Promise<Started>>()
  return {
    shared: async (further = {}) => {
      const all = { ...hosts, ...further }
      const key = JSON.stringify(Object.entries(all).toSorted())
      const known = running.get(key) ?? start(all)
      running.set(key, known)
      return (await known).shared
    },
    close: async () => {
      await Promise.all([...running.values()].map(async (each) => (await each).server?.close()))
    },
  }
}
