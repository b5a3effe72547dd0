import { documents, requirements } from '#fixtures/requirements/index.ts'
import { type Finding, judge, type Login, type Watch } from '#mocks/watch/index.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { withExplanations } from '#reports/explain/result.ts'
import {
  type Check,
  type Exchange,
  overall,
  RESULT_FORMAT,
  type RunResult,
  type ScenarioResult,
  type Target,
} from '#reports/model.ts'
import manifest from '../../package.json' with { type: 'json' }

const NOBODY = 'unknown'

const targetIdOf = ({ client }: Login): string => (client ?? NOBODY).slice(0, 200)

const idOf = ({ number }: Login): string => `watch.login.${String(number).padStart(4, '0')}`

const keyOf = (login: Login, step: number): string =>
  `${targetIdOf(login)}/${idOf(login)}/${String(step).padStart(3, '0')}`

const checkOf = (login: Login, { cites, verdict, sentence, step }: Finding): Check => ({
  cites,
  verdict,
  message: sentence,
  exchange: keyOf(login, step),
})

/** Nobody here can see whether the service signed its user in. */
const unseen = ({ fault }: Login): readonly Check[] => {
  if (!fault) return []
  const message = fault.wasBorne()
    ? `The AAI answered with ${fault.title}: whether the service signed anybody in, only its user saw. \`aai service\` asks it.`
    : `The service never took ${fault.title}.`
  return [{ cites: fault.tries, verdict: fault.wasBorne() ? 'skip' : 'not-applicable', message }]
}

const scenarioOf = (watch: Watch, login: Login): ScenarioResult => {
  const checks = [...judge(watch.sceneOf(login)).map((finding) => checkOf(login, finding)), ...unseen(login)]
  const verdict = checks.length === 0 ? 'not-applicable' : overall(checks.map((check) => check.verdict))
  const last = login.steps.at(-1)
  return {
    id: idOf(login),
    title: `login ${login.number}${login.user === undefined ? '' : `, ${login.user}`}`,
    target: targetIdOf(login),
    tags: ['watch', login.kind],
    driver: 'browser',
    ...(login.fault ? { fault: login.fault.id } : {}),
    verdict,
    ...(verdict === 'not-applicable' || verdict === 'skip' ? { reason: 'Nothing in it could be judged.' } : {}),
    checks,
    evidence: login.steps.map(({ number }) => keyOf(login, number)),
    durationMs: last ? Math.max(0, last.at - login.startedAt) : 0,
  }
}

const targetOf = ({ provider }: Watch, id: string): Target => ({
  id,
  title: id === NOBODY ? 'A service that did not say who it is' : `Service ${id}`,
  plays: 'rp',
  kind: 'configured',
  issuer: provider.issuer,
  profile: provider.profile.id,
  dialect: provider.profile.dialect,
  facts: {},
})

const before = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

/** What was seen, as the result of a run: a scenario is a login, a target the client that it was for. */
export const watchResult = (watch: Watch): RunResult => {
  const logins = watch.book.logins.filter(({ kind }) => kind !== 'documents')
  const now = systemClock()
  const startedAt = new Date(logins[0]?.startedAt ?? now).toISOString()
  const exchanges: readonly (readonly [string, Exchange])[] = logins.flatMap((login) =>
    login.steps.map(({ number, exchange }) => [keyOf(login, number), exchange] as const),
  )
  return withExplanations({
    format: RESULT_FORMAT,
    run: {
      id: `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-watch`,
      startedAt,
      durationMs: now - Date.parse(startedAt),
      ...{
        harness: manifest.version,
        node: process.version,
        seed: 'none',
        selection: 'logins seen by aai serve --watch',
      },
      complete: true,
    },
    targets: [...new Set(logins.map(targetIdOf))].map((id) => targetOf(watch, id)),
    documents,
    requirements: Object.fromEntries(Object.entries(requirements).toSorted(before)),
    scenarios: logins.map((login) => scenarioOf(watch, login)),
    exchanges: Object.fromEntries(exchanges),
  })
}
