import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { TlsPlace } from '#monitor/certificate.ts'
import type { Played } from '#monitor/round.ts'
import { createCollector } from '#reports/collect.ts'
import type { RunResult } from '#reports/model.ts'
import type { Running } from '#suites/kit/run.ts'
import type { ConfiguredTarget } from '#suites/kit/targets/configured.ts'
import type { Stand } from '#suites/kit/targets/raise.ts'
import { type RunCommandOptions, selectionOf } from '../run/options.ts'
import { describeRun, type Prepared, raisePrepared } from '../run/prepare.ts'
import { begin } from '../run/run.ts'

/** What a target may take to close when somebody waits at the keyboard. */
const CLOSING_MS = 1_500

export interface Player {
  readonly play: () => Promise<Played>
  /** Takes down what is up, at once. */
  readonly stop: () => Promise<void>
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const playAt = async (
  stand: Stand,
  options: RunCommandOptions,
  started: (running: Running) => void,
): Promise<RunResult> => {
  const described = describeRun(options, stand)
  const collector = createCollector(described)
  const running = await begin(options, stand, collector, described.run.id)
  started(running)
  await running.done
  return collector.result()
}

/** Plays the same again and again; `seen` shows a result in the light of what is known. */
export const createPlayer = (
  prepared: Prepared,
  options: RunCommandOptions,
  seen: (result: RunResult) => RunResult,
): Player => {
  let stand: Stand | undefined
  let running: Running | undefined
  const play = async (): Promise<Played> => {
    try {
      stand = await raisePrepared(prepared, options)
    } catch (error) {
      // Whoever cannot be reached, or whose credentials are refused, is told of in such a sentence.
      return { failure: { message: messageOf(error), ours: !(error instanceof ConfigurationError) } }
    }
    try {
      const result = seen(
        await playAt(stand, options, (begun) => {
          running = begun
        }),
      )
      const [gone] = Object.entries(stand.leftAlone())
      // Half a round would be compared with whole ones: of everything that was not seen it would be said that it has gone.
      if (gone) return { failure: { message: `${gone[0]}: ${gone[1]}`, ours: false } }
      if (result.scenarios.length > 0) return { result }
      return { failure: { message: `No scenario is meant by ${selectionOf(options)}.`, ours: true } }
    } finally {
      running = undefined
      await stand.close()
      stand = undefined
    }
  }
  const stop = async (): Promise<void> => {
    void running?.cancel().catch(() => {})
    await Promise.race([stand?.close(), new Promise((resolve) => setTimeout(resolve, CLOSING_MS))])
  }
  return { play, stop }
}

const addressOf = (hosts: Readonly<Record<string, string>>, { hostname, port }: URL): Partial<TlsPlace> => {
  const elsewhere = hosts[`${hostname}:${port || 443}`] ?? hosts[hostname]
  if (elsewhere === undefined) return {}
  const at = new URL(`tcp://${elsewhere}`)
  return { address: at.hostname.replace(/^\[|\]$/g, ''), ...(at.port ? { addressPort: Number(at.port) } : {}) }
}

/** Issuers of others that are asked over TLS. */
export const tlsPlaces = ({ choice }: Prepared): readonly TlsPlace[] =>
  choice.wanted
    .filter((target): target is ConfiguredTarget => target.kind === 'configured')
    .flatMap(({ id, issuer, hosts }) => {
      const url = new URL(issuer)
      if (url.protocol !== 'https:') return []
      const hostname = url.hostname.replace(/^\[|\]$/g, '')
      return [{ target: id, hostname, port: Number(url.port || 443), ...addressOf(hosts, url) }]
    })
