import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { Fault } from '#fixtures/schema/fault.ts'
import type { ArmedFault, RecordedRequest, RunningProvider } from '#mocks/op/index.ts'
import type { ProgramEnd, RunningProgram } from './run-program.ts'

/** How one run is to be. */
export interface CommandOrder {
  readonly attack?: string
  /** How many answers bear the attack; all unless said. */
  readonly times?: number
  /** For programs that are handed a token. */
  readonly accessToken?: string
}

/** What is known of a run. */
export interface CommandNews {
  /** The name of its client at the issuer. */
  readonly clientId: string
  /** Absent while it is under way. */
  readonly end?: ProgramEnd
  readonly output: string
  readonly requests: readonly RecordedRequest[]
  /** What the issuer gave it: user_code, verification_uri, and sub of its access token. */
  readonly given: Readonly<Record<string, string>>
  /** It met the attack. */
  readonly attacked: boolean
}

/** Runs the program under test; faults of one run are bound to its client. */
export interface CommandDesk {
  /** Waits for its turn; the answer names the run. */
  readonly begin: (order: CommandOrder) => Promise<string>
  /** Resolves when the program has sent so many requests to an endpoint, has ended, or after so many seconds. */
  readonly until: (run: string, endpoint: string, count: number, seconds: number) => Promise<CommandNews>
  /** Resolves when the program has ended, which takes so many seconds at most; then the next one may begin. */
  readonly end: (run: string, seconds: number) => Promise<CommandNews>
}

export interface DeskOptions {
  readonly provider: RunningProvider
  readonly registration: Client
  /** Each run is another client, so that they need not wait for each other; else it is that of the registration. */
  readonly apart: boolean
  readonly launch: (client: Client, order: CommandOrder) => RunningProgram
}

interface Run {
  readonly client: Client
  readonly program: RunningProgram
  /** Number of the last request before it. */
  readonly after: number
  readonly given: Readonly<Record<string, string>>
  readonly attack: ArmedFault | undefined
  readonly finish: () => void
  end?: ProgramEnd
}

const ear = (at: Fault['at'], given: Record<string, string>, names: readonly string[]): Fault => {
  const hear = (name: string) => (old: unknown) => {
    if (typeof old === 'string') given[name] = old
    return old
  }
  const set = Object.fromEntries(names.map((name) => [name, hear(name)]))
  return { id: 'ear', title: 'somebody who listens and bends nothing', breaks: 'nothing', at, set }
}

const within = <T>(promise: Promise<T>, seconds: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, undefined)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

const isOf = ({ after, client }: Run, { number, clientId }: RecordedRequest): boolean =>
  number > after && clientId === client.clientId

const newsOf = ({ requests }: RunningProvider, run: Run): CommandNews => ({
  clientId: run.client.clientId,
  ...(run.end ? { end: run.end } : {}),
  output: run.program.output(),
  requests: requests.all().filter((request) => isOf(run, request)),
  given: run.given,
  attacked: run.attack?.wasBorne() === true,
})

const start = ({ provider, launch }: DeskOptions, client: Client, order: CommandOrder, leave: () => void): Run => {
  const given: Record<string, string> = {}
  const { attack, times } = order
  const binding = { client: client.clientId }
  const ears = [ear('device.response', given, ['user_code', 'verification_uri']), ear('access-token', given, ['sub'])]
  const listening = ears.map((each) => provider.fault(each, binding))
  const armed = attack === undefined ? undefined : provider.fault(attack, { ...binding, ...(times ? { times } : {}) })
  const after = provider.requests.all().at(-1)?.number ?? 0
  const finish = (): void => {
    for (const each of [...listening, armed]) each?.lift()
    leave()
  }
  const run: Run = { client, program: launch(client, order), after, given, attack: armed, finish }
  void run.program.ended.then((end) => {
    run.end = end
  })
  return run
}

/** Resolves when so many requests have come, or after so many seconds, whatever came. */
const sent = async ({ requests }: RunningProvider, run: Run, endpoint: string, count: number, seconds: number) => {
  let seen = 0
  const enough = (request: RecordedRequest): boolean => {
    if (isOf(run, request) && request.endpoint === endpoint) seen += 1
    return seen >= count
  }
  await requests.waitFor(enough, seconds * 1000).catch(() => {})
}

/** Clients of one run each, which are gone when it is over. */
const apartFrom = ({ provider, registration }: DeskOptions) => {
  let count = 0
  return (): { readonly client: Client; readonly leave: () => void } => {
    count += 1
    const client = { ...registration, clientId: `${registration.clientId}-${count}` }
    const role = `run ${count} of the program`
    provider.addClient(role, client)
    return { client, leave: () => provider.removeClient(role) }
  }
}

/** One run after the other. */
const inTurn = ({ registration }: DeskOptions) => {
  let turn: Promise<void> = Promise.resolve()
  return async (): Promise<{ readonly client: Client; readonly leave: () => void }> => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>()
    const before = turn
    turn = before.then(() => left)
    await before
    return { client: registration, leave }
  }
}

export const commandDeskOf = (options: DeskOptions): CommandDesk => {
  const { provider, apart } = options
  const enter = apart ? apartFrom(options) : inTurn(options)
  const runs = new Map<string, Run>()
  const runOf = (name: string): Run => {
    const run = runs.get(name)
    if (run) return run
    throw new Error(`There is no run ${name} of the program.`)
  }
  return {
    begin: async (order) => {
      const { client, leave } = await enter()
      const name = randomUUID()
      runs.set(name, start(options, client, order, leave))
      return name
    },
    until: async (name, endpoint, count, seconds) => {
      const run = runOf(name)
      await Promise.race([sent(provider, run, endpoint, count, seconds), run.program.ended])
      return newsOf(provider, run)
    },
    end: async (name, seconds) => {
      const run = runOf(name)
      const end = await within(run.program.ended, seconds)
      if (end === undefined) run.program.stop()
      await run.program.ended
      const news = newsOf(provider, run)
      run.finish()
      runs.delete(name)
      return end === undefined ? { ...news, end: { how: `had not ended after ${seconds} s` } } : news
    },
  }
}
