import type { ServiceEntry } from '#suites/kit/config/schema-service.ts'
import type { Asker } from './asker.ts'
import { NONE, type Questions } from './questions.ts'
import type { Draft } from './trial.ts'

/** Until the service itself has said where its users are to come back. */
export const NOT_KNOWN_YET = 'http://localhost:9/not-known-yet'

export interface Beforehand {
  readonly redirectUri?: string | undefined
  /** `NAME=value`, with placeholders. */
  readonly env: readonly string[]
  readonly driver?: 'http' | 'browser' | undefined
  readonly ownHosts: readonly string[]
}

type Told = Pick<ServiceEntry, 'start' | 'port'> & {
  readonly client: Pick<ServiceEntry['client'], 'clientId' | 'secret' | 'auth'>
}

const named = (name: string, value: string): Record<string, string> => (name === NONE ? {} : { [name]: value })

const placeholderFor = (name: string): string => (/DISCOVERY|WELL_?KNOWN/i.test(name) ? '{discovery}' : '{issuer}')

const started = async (asker: Asker, questions: Questions, command: string, env: readonly string[]): Promise<Told> => {
  const issuer = await asker.ask(questions.issuerVariable)
  const id = await asker.ask(questions.clientIdVariable)
  const secret = await asker.ask(questions.secretVariable)
  const clientId = await asker.ask(questions.clientId)
  const further = env.map((each): [string, string] => {
    const [name = '', ...rest] = each.split('=')
    return [name, rest.join('=')]
  })
  const environment = {
    ...named(issuer, placeholderFor(issuer)),
    ...named(id, '{client_id}'),
    ...named(secret, '{client_secret}'),
    ...Object.fromEntries(further),
  }
  return {
    start: { command, environment },
    client: { clientId, ...(secret === NONE ? { auth: 'none' as const } : {}) },
  }
}

const running = async (asker: Asker, questions: Questions): Promise<Told> => {
  const port = Number(await asker.ask(questions.port))
  const clientId = await asker.ask(questions.clientId)
  const secret = await asker.ask(questions.secret)
  const own = secret === NONE ? { auth: 'none' as const } : { secret: `\${${secret}}` }
  return { port, client: { clientId, ...own } }
}

/** How it is started and what it is told; asked anew where that did not do. */
export const askHow = async (
  asker: Asker,
  questions: Questions,
  env: readonly string[],
  because?: string,
): Promise<Told> => {
  const command = await asker.ask(questions.start, because)
  return command === NONE ? running(asker, questions) : started(asker, questions, command, env)
}

/** The service as far as its owner can describe it; the rest is seen when it is tried. */
export const begin = async (asker: Asker, questions: Questions, folder: string, known: Beforehand): Promise<Draft> => {
  const id = await asker.ask(questions.name)
  const profile = await asker.ask(questions.profile)
  const { client, ...told } = await askHow(asker, questions, known.env)
  const login = await asker.ask(questions.login)
  const entry: ServiceEntry = {
    ...{ kind: 'service', profile },
    ...(told.port === undefined ? {} : { port: told.port }),
    client: { ...client, redirectUri: known.redirectUri ?? NOT_KNOWN_YET },
    login,
    ...(known.driver ? { driver: known.driver } : {}),
    ...(known.ownHosts.length > 0 ? { ownHosts: [...known.ownHosts] } : {}),
    ...(told.start === undefined ? {} : { start: told.start }),
  }
  return { id, entry, folder }
}
