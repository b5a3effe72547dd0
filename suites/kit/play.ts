import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor, type Redactor } from '#mocks/wire/redaction.ts'
import { type Check, type Exchange, type ScenarioRecord, type ScenarioResult, worst } from '#reports/model.ts'
import { openBehind } from './behind.ts'
import type { Given } from './contract.ts'
import { deadline, NotDone } from './deadline.ts'
import type { UserAgent } from './drivers/agent.ts'
import { UnusableAnswer } from './drivers/transport-error.ts'
import { identifiersOf } from './identifiers.ts'
import type { Evidence } from './judge.ts'
import { createLedger } from './ledger.ts'
import { type Lent, type Open, openSession, USUAL_PATIENCE } from './open-session.ts'
import { driverFor, heldBackBy } from './preconditions.ts'
import { HeldBack, Shaken } from './signals.ts'
import type { SharedBrowser } from './stage.ts'
import { createTools } from './tools/tools.ts'
import { unjudged, verdictUnused } from './unjudged.ts'
import { type Played, visiting } from './visit.ts'
import type { Placed, World } from './world.ts'

/** The judgement of what a flow found. */
export type JudgeEvidence = (evidence: Omit<Evidence, 'expect'>) => Promise<readonly Check[]>

type Body = Pick<ScenarioResult, 'verdict' | 'reason' | 'checks'>

type Ended = Body & { readonly shaken?: boolean }

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

/** An issuer whose answers nobody can use meets no requirement that hangs on them. */
const unusable = ({ scenario, source }: Placed, message: string): Body => {
  const checks = unjudged(scenario, source, message, verdictUnused)
  return { verdict: worst(['skip', ...checks.map(({ verdict }) => verdict)]), reason: message, checks }
}

const ended = (placed: Placed, error: unknown, redactor: Redactor): Ended => {
  if (error instanceof UnusableAnswer) return unusable(placed, redactor.text(error.message))
  const verdict = error instanceof HeldBack ? error.verdict : 'error'
  const reason = error instanceof HeldBack ? redactor.text(error.message) : `when: ${redactor.text(wordsOf(error))}`
  const checks = unjudged(placed.scenario, placed.source, reason, () => verdict)
  return { verdict, reason, checks, shaken: error instanceof Shaken }
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
): Promise<Ended> => {
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
    const behind = await openBehind(placed, world, open, given)
    tools = createTools({ ...openSession(placed, world, open, world.target), ...behind }, given, pair)
    found = await scenario.when(tools)
  } catch (error) {
    return ended(placed, error, redactor)
  }
  const { target } = world
  const exchanges = recorder.exchanges
  return rolledUp(await judge({ scenario, source, target, found, tools, ledger, redactor, exchanges }))
}

/** Most of the time went by waiting for answers: then it was not ours that ran out. */
const SLOW = 0.8

const blamed = (error: unknown, exchanges: readonly Exchange[], milliseconds: number): unknown => {
  const waited = exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0)
  if (!(error instanceof NotDone) || waited < SLOW * milliseconds) return error
  return new UnusableAnswer(`${error.message}, of which ${Math.round(waited / 1000)} s went by waiting for answers`)
}

const playThere = async (placed: Placed, world: World, judge: JudgeEvidence): Promise<Played> => {
  const { scenario, tags } = placed
  const { target, clock } = world
  const redactor = createRedactor({
    secrets: world.secrets,
    claims: Object.keys(target.profile.claims),
    identifiers: identifiersOf(target),
  })
  const recorder = createRecorder({ prefix: `${target.id}/${scenario.id}/`, redactor, clock })
  const ledger = createLedger()
  const agents: UserAgent[] = []
  const lent: Lent = { before: {}, after: {} }
  const began = clock()
  const patience = world.patience ?? USUAL_PATIENCE
  const limit = deadline(patience)
  let body: Ended
  try {
    const performed = perform(placed, world, judge, { recorder, redactor, ledger, agents, limit, lent })
    body = await Promise.race([performed, limit.passed])
  } catch (error) {
    body = ended(placed, blamed(error, Object.values(recorder.exchanges()), patience), redactor)
  } finally {
    limit.stop()
    await Promise.all(agents.map((agent) => agent.close()))
  }
  const { shaken = false, ...told } = body
  const exchanges = { ...lent.before, ...recorder.exchanges(), ...lent.after }
  const result: ScenarioResult = {
    id: scenario.id,
    title: scenario.title,
    target: target.id,
    tags,
    driver: driverFor(scenario.given ?? {}, target),
    ...(target.fault ? { fault: target.fault } : {}),
    ...told,
    evidence: Object.keys(exchanges),
    durationMs: clock() - began,
  }
  return { record: { result, exchanges, facts: ledger.facts() }, shaken }
}

/** Plays one scenario at one target and judges it. Throws nothing: whatever happens is a verdict. */
export const play = (placed: Placed, world: World, judge: JudgeEvidence): Promise<ScenarioRecord> =>
  visiting(placed, world, (there) => playThere(placed, there, judge))
