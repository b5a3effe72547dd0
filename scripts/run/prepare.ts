import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type DocumentKind, documentKinds } from '#fixtures/schema/document.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { newSeed } from '#mocks/wire/random.ts'
import type { CollectOptions } from '#reports/collect.ts'
import type { Target } from '#reports/model.ts'
import { announcementOf, type Budget, budgetsFor, isLimited } from '#suites/kit/care/budgets.ts'
import { catalogue } from '#suites/kit/catalogue.ts'
import { resolvePreset } from '#suites/kit/config/preset.ts'
import { findConfiguration, readConfiguration } from '#suites/kit/config/read.ts'
import { resolveTargets, type TargetConfiguration } from '#suites/kit/config/resolve.ts'
import { playsOf, type ScenarioFacts } from '#suites/kit/plan.ts'
import type { TargetSeed } from '#suites/kit/target.ts'
import { type Choice, chooseTargets } from '#suites/kit/targets/choose.ts'
import { behindNginx } from '#suites/kit/targets/proxied.ts'
import { raise, type Stand } from '#suites/kit/targets/raise.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type RunCommandOptions, selectionOf } from './options.ts'
import { clientsOf, detourOf } from './used.ts'

const configuredTargets = async (file: string | undefined): Promise<readonly TargetConfiguration[] | undefined> => {
  const name = file ?? findConfiguration(process.cwd())
  return name === undefined ? undefined : resolveTargets(await readConfiguration(name), process.env)
}

/** Nothing of a configuration counts where what comes along is asked for, or a service that many have. */
const configuredBy = async ({ example = false, preset, dir, profile, config }: RunCommandOptions) => {
  if (preset === undefined) return example ? undefined : configuredTargets(config)
  const [played] = profile
  const asked = { preset, ...(dir === undefined ? {} : { dir }), ...(played === undefined ? {} : { profile: played }) }
  return [await resolvePreset(asked, process.env)]
}

const budgetsOf = async (choice: Choice, options: RunCommandOptions): Promise<readonly Budget[]> => {
  if (![...choice.wanted, ...choice.pairs].some(isLimited)) return []
  const { scenario: scenarios, requirement: requirements } = options
  return budgetsFor(choice, await catalogue(), { scenarios, requirements })
}

/** What an invocation asks for, before anything is sent. */
export interface Prepared {
  readonly choice: Choice
  readonly budgets: readonly Budget[]
}

export const prepareAsked = async (options: RunCommandOptions): Promise<Prepared> => {
  const { target: targets, profile: profiles, scenario: scenarios, driver, services = false } = options
  const configured = await configuredBy(options)
  const asked = {
    targets,
    profiles: options.preset === undefined ? profiles : [],
    scenarios,
    services,
    ...(driver ? { driver } : {}),
  }
  const choice = await chooseTargets(configured, asked)
  return { choice, budgets: await budgetsOf(choice, options) }
}

export const raisePrepared = ({ choice, budgets }: Prepared, { proxy }: Pick<RunCommandOptions, 'proxy'>) =>
  raise(behindNginx(choice.wanted, proxy), choice.pairs, {
    budgets: Object.fromEntries(budgets.map(({ id, limit }) => [id, limit])),
  })

/** The targets that an invocation asks for, ready to be played. What is sent to others is told before. */
export const raiseAsked = async (options: RunCommandOptions, tell: (line: string) => void): Promise<Stand> => {
  const prepared = await prepareAsked(options)
  for (const budget of prepared.budgets) tell(announcementOf(budget))
  return raisePrepared(prepared, options)
}

/** What came of it. */
export const usedRequests = (stand: Stand): readonly string[] =>
  Object.entries(stand.used()).map(([id, used]) => `${id}: ${used} requests were sent.`)

/** Only a hint for the progress shown: scenarios may have come or gone since. */
const lockedScenarios = (): number => {
  try {
    const lock = readFileSync(new URL('../../suites/ids.lock', import.meta.url), 'utf8')
    return lock.split('\n').filter((line) => /^(?!api\.)\w/.test(line)).length
  } catch {
    return 0
  }
}

const isDocument = (plays: ScenarioFacts['plays']): plays is DocumentKind =>
  documentKinds.some((kind) => kind === plays)

/** A program is a client of its issuer, as a service is. */
const roleOf = (plays: ScenarioFacts['plays']): Target['plays'] =>
  plays === 'op' || plays === 'sp' || plays === 'resource-server' || isDocument(plays) ? plays : 'rp'

const targetOf = (seed: TargetSeed): Target => ({
  ...describeTarget(seed),
  ...clientsOf(seed),
  ...detourOf(seed),
})

const describeTarget = ({ id, title, kind, ...seed }: TargetSeed): Target => {
  const { issuer, profile, dialect, api, service, command, document, samlOnly } = seed
  if (document) {
    const { is, ours, title: taken } = document
    return { id, title, plays: is, kind: ours ? kind : 'configured', facts: { 'read as': taken } }
  }
  return {
    id,
    title,
    plays: samlOnly ? 'idp' : roleOf(playsOf({ api, service, command })),
    // Our issuer beside somebody's API, service or program does not make that ours.
    kind: (api ?? service ?? command)?.ours === false ? 'configured' : kind,
    issuer,
    profile: profile.id,
    dialect,
    facts: service?.saml ? { entityID: service.saml.entityId } : {},
  }
}

/** What the result says of the run itself. */
export const describeRun = (options: RunCommandOptions, stand: Stand): Omit<CollectOptions, 'progress'> => {
  const startedAt = new Date(systemClock()).toISOString()
  const seed = options.seed ?? newSeed(randomBytes(4))
  const selection = selectionOf(options)
  return {
    run: {
      id: `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${seed}`,
      startedAt,
      harness: manifest.version,
      node: process.version,
      seed,
      selection,
    },
    targets: stand.targets.map(targetOf),
    clock: systemClock,
    ...(selection === 'everything' && !options.services ? { expected: lockedScenarios() } : {}),
  }
}
