import { randomUUID } from 'node:crypto'
import type { Fault } from '#fixtures/schema/fault.ts'
import { namedFault } from '#mocks/faults/index.ts'
import type { RecordedRequest, RunningProvider } from '#mocks/op/index.ts'
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
  /** Absent while it is under way. */
  readonly end?: ProgramEnd
  readonly output: string
  readonly requests: readonly RecordedRequest[]
  /** What the issuer gave it: user_code, verification_uri, and sub of its access token. */
  readonly given: Readonly<Record<string, string>>
}

/** Runs the program under test, one run after the other: its faults are bound to its client. */
export interface CommandDesk {
  /** Waits for its turn; the answer names the run. */
  readonly begin: (order: CommandOrder) => Promise<string>
  /** Resolves when the program has sent so many requests to an endpoint, has ended, or after so many seconds. */
  readonly until: (run: string, endpoint: string, count: number, seconds: number) => Promise<CommandNews>
  /** Resolves when the program has ended, which takes so many seconds at most; then the next one may begin. */
  readonly end: (run: string, seconds: number) => Promise<CommandNews>
}

type Launch = (order: CommandOrder) => RunningProgram

interface Run {
  readonly program: RunningProgram
  /** Number of the last request before it. */
  readonly after: number
  readonly given: Record<string, string>
  readonly finish: () => void
  end?: ProgramEnd
}

/** What a program asks for while it runs; browsers ask for pages. */
const ASKED = ['discovery', 'jwks', 'deviceAuthorization', 'token', 'introspection', 'userinfo', 'revocation']

const listening = (given: Record<string, string>, ...names: readonly string[]): NonNullable<Fault['set']> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (old: unknown) => {
        if (typeof old === 'string') given[name] = old
        return old
      },
    ]),
  )

/** Bends nothing: it only hears what the issuer gives. */
const ears = (given: Record<string, string>): readonly Fault[] => [
  {
    ...{ id: 'ear', title: 'an ear', breaks: 'nothing' },
    at: 'device.response',
    set: listening(given, 'user_code', 'verification_uri'),
  },
  { ...{ id: 'ear', title: 'an ear', breaks: 'nothing' }, at: 'access-token', set: listening(given, 'sub') },
]

const within = <T>(promise: Promise<T>, seconds: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, undefined)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

const attackOf = (provider: RunningProvider, client: string, attack: string, times: number | undefined) => {
  const fault = namedFault(attack)
  // Who is refused is not looked at; nobody else asks for device codes here.
  const binding = fault.at === 'refusal' ? {} : { client }
  return provider.fault(fault, { ...binding, ...(times === undefined ? {} : { times }) })
}

const armed = (provider: RunningProvider, client: string, { attack, times }: CommandOrder, given: Run['given']) => [
  ...ears(given).map((ear) => provider.fault(ear, { client })),
  ...(attack === undefined ? [] : [attackOf(provider, client, attack, times)]),
]

/** The desk of one program, which is the client of that id. */
export const commandDeskOf = (provider: RunningProvider, client: string, launch: Launch): CommandDesk => {
  const runs = new Map<string, Run>()
  let turn: Promise<void> = Promise.resolve()
  const requestsOf = ({ after }: Run): readonly RecordedRequest[] =>
    provider.requests
      .all()
      .filter(
        ({ number, endpoint, clientId = client }) => number > after && clientId === client && ASKED.includes(endpoint),
      )
  const newsOf = (run: Run): CommandNews => ({
    ...(run.end ? { end: run.end } : {}),
    output: run.program.output(),
    requests: requestsOf(run),
    given: run.given,
  })
  const runOf = (name: string): Run => {
    const run = runs.get(name)
    if (run) return run
    throw new Error(`There is no run ${name}.`)
  }
  const start = (order: CommandOrder, leave: () => void): Run => {
    const given: Run['given'] = {}
    const after = provider.requests.all().at(-1)?.number ?? 0
    const faults = armed(provider, client, order, given)
    const program = launch(order)
    const finish = (): void => {
      for (const fault of faults) fault.lift()
      leave()
    }
    const run: Run = { program, after, given, finish }
    void program.ended.then((end) => {
      run.end = end
    })
    return run
  }
  return {
    begin: async (order) => {
      const { promise: left, resolve: leave } = Promise.withResolvers<void>()
      const before = turn
      turn = before.then(() => left)
      await before
      const name = randomUUID()
      runs.set(name, start(order, leave))
      return name
    },
    until: async (name, endpoint, count, seconds) => {
      const run = runOf(name)
      const { promise: over, resolve: stop } = Promise.withResolvers<void>()
      void run.program.ended.then(() => stop())
      const sent = (): boolean => requestsOf(run).filter((each) => each.endpoint === endpoint).length >= count
      const seen = provider.requests
        .waitFor(() => sent(), seconds * 1000)
        .then(
          () => {},
          () => {},
        )
      await within(Promise.race([seen, over]), seconds)
      return newsOf(run)
    },
    end: async (name, seconds) => {
      const run = runOf(name)
      const end = await within(run.program.ended, seconds)
      if (end === undefined) run.program.stop()
      await run.program.ended
      run.finish()
      runs.delete(name)
      const news = newsOf(run)
      return end === undefined ? { ...news, end: { how: `had not ended after ${seconds} s` } } : news
    },
  }
}
