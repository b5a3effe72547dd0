import type { Dispatcher } from 'undici'
import type { Clock } from '#mocks/wire/clock.ts'
import { seededRandom } from '#mocks/wire/random.ts'
import { createRecorder, type Recorder } from '#mocks/wire/recorder.ts'
import { createRedactor, type KnownSecrets, type Redactor } from '#mocks/wire/redaction.ts'
import { type Check, type ScenarioRecord, type ScenarioResult, worst } from '#reports/model.ts'
import type { Given } from './contract.ts'
import type { AnyScenario } from './definition.ts'
import type { UserAgent } from './drivers/agent.ts'
import { createHttpAgent } from './drivers/http.ts'
import { createTransport, type Limits } from './drivers/transport.ts'
import type { Evidence } from './judge.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { driverFor, heldBackBy } from './preconditions.ts'
import { HeldBack } from './signals.ts'
import type { SharedBrowser, Stage } from './stage.ts'
import { hostsOf, type TargetSeed } from './target.ts'
import { endpointAt, type Session } from './tools/session.ts'
import { createTools } from './tools/tools.ts'

/** All that playing one scenario takes from outside. */
export interface World {
  readonly target: TargetSeed
  readonly pair?: TargetSeed
  /** Of both. */
  readonly secrets: KnownSecrets
  readonly seed: string
  readonly stage: Stage
  readonly clock: Clock
  readonly connections: (target: TargetSeed) => Dispatcher
  /** Made on demand: loading Playwright takes its time. */
  readonly browserAgent: (browser: SharedBrowser, options: BrowserAgentOptions) => UserAgent
  /** Milliseconds that one scenario may take, waiting aside. */
  readonly patience?: number
  readonly limits?: Limits
}

/** The judgement of what a flow found. */
export type JudgeEvidence = (evidence: Omit<Evidence, 'expect'>) => Promise<readonly Check[]>

export interface BrowserAgentOptions {
  readonly target: TargetSeed
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly redirectUris: readonly string[]
}

export interface Placed {
  readonly scenario: AnyScenario
  readonly source: string
  readonly tags: readonly string[]
}

const USUAL_PATIENCE = 60_000

type Body = Pick<ScenarioResult, 'verdict' | 'reason' | 'checks'>

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return /^(TransportError|KitError)$/.test(error.name) ? error.message : `${error.name}: ${error.message}`
}

/** Skips, and failures of ours, say why in the result itself. */
const rolledUp = (checks: readonly Check[]): Body => {
  const verdict = worst(checks.map((check) => check.verdict))
  const explains = verdict === 'skip' || verdict === 'not-applicable' || verdict === 'error'
  const reason = explains ? checks.find((check) => check.verdict === verdict)?.message : undefined
  return { verdict, checks, ...(reason === undefined ? {} : { reason }) }
}

const ended = (error: unknown, redactor: Redactor): Body => {
  if (error instanceof HeldBack) return { verdict: error.verdict, reason: redactor.text(error.message), checks: [] }
  return { verdict: 'error', reason: `when: ${redactor.text(wordsOf(error))}`, checks: [] }
}

/** Rejects when the scenario takes too long; `stop` ends the watch. */
const deadline = (milliseconds: number): { readonly passed: Promise<never>; readonly stop: () => void } => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds)
  return { passed: promise, stop: () => clearTimeout(timer) }
}

const redirectUrisOf = (target: TargetSeed): readonly string[] =>
  Object.values(target.clients).flatMap((client) => [client.redirectUri, ...client.redirectUris])

interface Open {
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly ledger: Ledger
  readonly browser: SharedBrowser | undefined
  readonly agents: UserAgent[]
}

const openSession = (placed: Placed, world: World, open: Open, target: TargetSeed): Session => {
  const { recorder, redactor, ledger, browser, agents } = open
  const dispatcher = world.connections(target)
  const send = createTransport({ dispatcher, recorder, redactor, ...(world.limits ? { limits: world.limits } : {}) })
  const transport: typeof send = async (request) => {
    const answer = await send(request)
    const endpoint = endpointAt(target, request.url)
    if (endpoint !== undefined && endpoint !== 'authorization' && answer.status < 300) ledger.worked(endpoint)
    return answer
  }
  const redirectUris = redirectUrisOf(target)
  const hosts = hostsOf(target)
  const newAgent = (): UserAgent => {
    const agent = browser
      ? world.browserAgent(browser, { target, recorder, redactor, redirectUris })
      : createHttpAgent({ transport, redirectUris, hosts, ...(world.limits ? { limits: world.limits } : {}) })
    agents.push(agent)
    return agent
  }
  return {
    target,
    transport,
    ledger,
    clock: world.clock,
    random: seededRandom(`${world.seed}/${target.id}/${placed.scenario.id}`),
    user: placed.scenario.given?.user ?? 'plain',
    agent: newAgent(),
    newAgent,
    age: (handle, seconds) => world.stage.age(target.id, handle, seconds),
    wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  }
}

const chromiumFor = async (given: Given, world: World): Promise<SharedBrowser | undefined> => {
  if (driverFor(given, world.target) !== 'browser') return undefined
  const browser = await world.stage.browser()
  if ('missing' in browser) throw new HeldBack('skip', browser.missing)
  return browser
}

const perform = async (
  placed: Placed,
  world: World,
  judge: JudgeEvidence,
  common: Omit<Open, 'browser'>,
): Promise<Body> => {
  const { scenario, source } = placed
  const given = scenario.given ?? {}
  const { recorder, redactor, ledger } = common
  let found: object
  let tools: ReturnType<typeof createTools>
  try {
    const heldBack = heldBackBy(given, world.target, world.pair)
    if (heldBack) throw heldBack
    const open: Open = { ...common, browser: await chromiumFor(given, world) }
    const pair = given.pair && world.pair ? openSession(placed, world, open, world.pair) : undefined
    tools = createTools(openSession(placed, world, open, world.target), given, pair)
    found = await scenario.when(tools)
  } catch (error) {
    return ended(error, redactor)
  }
  const { target } = world
  const exchanges = recorder.exchanges
  return rolledUp(await judge({ scenario, source, target, found, tools, ledger, redactor, exchanges }))
}

/** Plays one scenario at one target and judges it. Throws nothing: whatever happens is a verdict. */
export const play = async (placed: Placed, world: World, judge: JudgeEvidence): Promise<ScenarioRecord> => {
  const { scenario, tags } = placed
  const { target, clock } = world
  const redactor = createRedactor({ secrets: world.secrets, claims: Object.keys(target.profile.claims) })
  const recorder = createRecorder({ prefix: `${target.id}/${scenario.id}/`, redactor, clock })
  const ledger = createLedger()
  const agents: UserAgent[] = []
  const began = clock()
  const limit = deadline((world.patience ?? USUAL_PATIENCE) + target.patience * 1000)
  let body: Body
  try {
    body = await Promise.race([perform(placed, world, judge, { recorder, redactor, ledger, agents }), limit.passed])
  } catch (error) {
    body = ended(error, redactor)
  } finally {
    limit.stop()
    await Promise.all(agents.map((agent) => agent.close()))
  }
  const exchanges = recorder.exchanges()
  const result: ScenarioResult = {
    id: scenario.id,
    title: scenario.title,
    target: target.id,
    tags,
    driver: driverFor(scenario.given ?? {}, target),
    ...(target.fault ? { fault: target.fault } : {}),
    ...body,
    evidence: Object.keys(exchanges),
    durationMs: clock() - began,
  }
  return { result, exchanges, facts: ledger.facts() }
}
