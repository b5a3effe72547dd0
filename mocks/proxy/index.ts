import { createAuthority } from '#mocks/wire/tls.ts'
import type { Engine } from './engine.ts'
import { startModel } from './model.ts'
import { startNginx } from './nginx.ts'
import { type Passage, startTap, type Upstream } from './tap.ts'

export { nginxHere } from './find-nginx.ts'
export { GUIDE, limitsOf, settings } from './settings.ts'
export type { Passage, Upstream } from './tap.ts'

export interface ProxyOptions {
  readonly service: Upstream
  /** Directives by the name of the way. */
  readonly ways: Readonly<Record<string, string>>
  /** Path of NGINX; without it a model plays its limits. */
  readonly executable?: string | undefined
}

/** What went by on a way, and what the proxy said about it. */
export interface Journal {
  readonly passages: readonly Passage[]
  readonly complaints: readonly string[]
}

/** A proxy before a service, with a way for each setting. */
export interface RunningProxy {
  /** `NGINX 1.22.1`, or that it is a model. */
  readonly title: string
  /** `127.0.0.1:port` by the name of the way. */
  readonly addresses: Readonly<Record<string, string>>
  /** PEM: of the certificate that it shows instead of that of the service. */
  readonly authority?: string
  readonly journal: (way: string) => Promise<Journal>
  readonly close: () => Promise<void>
}

const certified = async ({ tls }: Upstream) => {
  if (tls === undefined) return undefined
  const authority = await createAuthority()
  return { authority: authority.certificatePem, ...(await authority.issue([tls.name])) }
}

/** Puts NGINX, or a model of its limits, before a service. */
export const startProxy = async ({ service, ways, executable }: ProxyOptions): Promise<RunningProxy> => {
  const certificate = await certified(service)
  const taps = new Map(
    await Promise.all(Object.keys(ways).map(async (name) => [name, await startTap(service)] as const)),
  )
  const closeTaps = async (): Promise<void> => {
    await Promise.all([...taps.values()].map(({ close }) => close()))
  }
  const led = Object.fromEntries([...taps].map(([name, { port }]) => [name, { directives: ways[name] ?? '', port }]))
  const standing: Promise<Engine> =
    executable === undefined ? startModel(led, certificate) : startNginx(executable, led, certificate)
  const engine = await standing.catch(async (error: unknown) => {
    await closeTaps()
    throw error
  })
  return {
    title: engine.title,
    addresses: Object.fromEntries(Object.entries(engine.ports).map(([name, port]) => [name, `127.0.0.1:${port}`])),
    ...(certificate === undefined ? {} : { authority: certificate.authority }),
    journal: async (way) => ({
      passages: [...(taps.get(way)?.passages ?? [])],
      complaints: await engine.complaints(way),
    }),
    close: async () => {
      await engine.close()
      await closeTaps()
    },
  }
}
