import type { TokenChange } from '#mocks/op/resign.ts'
import { seededRandom } from '#mocks/wire/random.ts'
import { createRecorder, type Recorder } from '#mocks/wire/recorder.ts'
import type { Redactor } from '#mocks/wire/redaction.ts'
import type { Exchange } from '#reports/model.ts'
import { type Care, free } from './care/care.ts'
import { polite } from './care/polite.ts'
import { createControls } from './controls.ts'
import { type Deadline, deadline } from './deadline.ts'
import type { UserAgent } from './drivers/agent.ts'
import { createHttpAgent } from './drivers/http.ts'
import { within } from './drivers/known-hosts.ts'
import { createTransport, type Transport } from './drivers/transport.ts'
import { TransportError } from './drivers/transport-error.ts'
import { unambiguous } from './drivers/unambiguous.ts'
import type { FaultDesk } from './fault-desk.ts'
import { weighing } from './heads.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { HeldBack } from './signals.ts'
import type { SharedBrowser } from './stage.ts'
import { hostsOf, type TargetSeed } from './target.ts'
import { type Beside, endpointAt, type Session } from './tools/session.ts'
import type { Placed, World } from './world.ts'

/** Milliseconds that a scenario may take unless the world says otherwise. */
export const USUAL_PATIENCE = 60_000

/** Exchanges of others on which a verdict rests, too. */
export interface Lent {
  before: Readonly<Record<string, Exchange>>
  after: Readonly<Record<string, Exchange>>
}

/** What both sessions of a scenario share. */
export interface Open {
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly ledger: Ledger
  readonly browser: SharedBrowser | undefined
  readonly agents: UserAgent[]
  readonly limit: Deadline
  readonly lent: Lent
}

const redirectUrisOf = ({ clients, service }: TargetSeed): readonly string[] => [
  ...Object.values(clients).flatMap((client) => [client.redirectUri, ...client.redirectUris]),
  ...(service?.callbacks ?? []),
]

/** What is waited for on behalf of the issuer is no time of the scenario. */
const careOf = (target: TargetSeed, { stage }: World, { aside }: Deadline): Care => {
  const care = target.kind === 'embedded' ? free : stage.care(target.id)
  return {
    ...care,
    admit: () => aside(care.admit),
    pace: (key, seconds) => aside(() => care.pace(key, seconds)),
    wait: (seconds) => aside(() => care.wait(seconds)),
  }
}

const reachableFrom = ({ target, pair }: World): readonly string[] => [
  ...hostsOf(target),
  ...(pair ? hostsOf(pair) : []),
]

const transportOf = (target: TargetSeed, world: World, open: Open, care: Care): Transport => {
  const { recorder, redactor, ledger } = open
  const { clock, limits } = world
  const wire = createTransport({
    dispatcher: world.connections(target),
    recorder,
    redactor,
    ...(limits ? { limits } : {}),
  })
  const considerate = target.kind === 'embedded' ? wire : polite(wire, care, clock)
  const send = within(unambiguous(considerate), reachableFrom(world))
  return async (request) => {
    if (open.limit.isOver()) throw new TransportError(`${request.label}: the scenario is over`)
    const answer = await send(request)
    const endpoint = endpointAt(target, request.url)
    if (endpoint !== undefined && endpoint !== 'authorization' && answer.status < 300) ledger.worked(endpoint)
    return answer
  }
}

const resigned = async ({ stage }: World, { id, kind }: TargetSeed, token: string, change: TokenChange) => {
  if (kind === 'embedded' && stage.resign) return stage.resign(id, token, change)
  throw new HeldBack(
    'skip',
    `Needs an issuer that signs what it is asked to: let us play the issuer of "${id}" (profile).`,
  )
}

const noDesk: FaultDesk = new Proxy({} as FaultDesk, {
  get: () => {
    throw new HeldBack('skip', 'Faults are played at issuers of ours only.')
  },
})

const deskOf = ({ stage }: World, { id, kind }: TargetSeed): FaultDesk =>
  (kind === 'embedded' ? stage.desk?.(id) : undefined) ?? noDesk

const hostIn = ({ scenario }: Placed, { stage }: World, { id }: TargetSeed): Pick<Session, 'host'> =>
  scenario.given?.service?.alone && stage.host ? { host: stage.host(id) } : {}

/** What is played there ends by itself, whatever becomes of the scenario that asked first. */
const besideIn =
  (placed: Placed, world: World, open: Open, target: TargetSeed): Session['beside'] =>
  async <T>(name: string, act: (session: Session) => Promise<T>) => {
    const { redactor } = open
    const recorder = createRecorder({ prefix: `${target.id}/${name}/`, redactor, clock: world.clock })
    const [ledger, limit, agents] = [createLedger(), deadline(world.patience ?? USUAL_PATIENCE), [] as UserAgent[]]
    const as = { ...placed, scenario: { ...placed.scenario, id: name } }
    const session = openSession(as, world, { ...open, recorder, ledger, limit, agents }, target)
    const outcome: Omit<Beside<T>, 'exchanges'> = await Promise.race([act(session), limit.passed]).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    limit.stop()
    await Promise.all(agents.map((agent) => agent.close()))
    return { ...outcome, exchanges: recorder.exchanges() }
  }

export const openSession = (placed: Placed, world: World, open: Open, target: TargetSeed): Session => {
  const { redactor, ledger, browser, agents, limit } = open
  const { recorder, weighed } = weighing(open.recorder)
  const { clock, limits, controls = createControls() } = world
  const care = careOf(target, world, limit)
  const transport = transportOf(target, world, { ...open, recorder }, care)
  const shared = { redirectUris: redirectUrisOf(target), ...(limits ? { limits } : {}) }
  const newAgent = (): UserAgent => {
    const agent = browser
      ? world.browserAgent(browser, {
          target,
          recorder,
          redactor,
          care,
          clock,
          reachable: reachableFrom(world),
          ...shared,
        })
      : createHttpAgent({ transport, hosts: hostsOf(target), ...shared })
    agents.push(agent)
    return agent
  }
  return {
    target,
    transport,
    ledger,
    clock,
    care,
    random: seededRandom(`${world.seed}/${target.id}/${placed.scenario.id}`),
    user: placed.scenario.given?.user ?? 'plain',
    agent: newAgent(),
    newAgent,
    intervals: new Map(),
    newcomers: new Map(),
    controls,
    beside: besideIn(placed, { ...world, controls }, open, target),
    rely: (exchanges, when) => {
      open.lent[when] = { ...open.lent[when], ...exchanges }
    },
    record: open.recorder.start,
    aside: open.limit.aside,
    ...hostIn(placed, world, target),
    weighed,
    age: (handle, seconds) => world.stage.age(target.id, handle, seconds),
    desk: deskOf(world, target),
    resign: (token, change) => resigned(world, target, token, change),
  }
}
