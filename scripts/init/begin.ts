import { onOrigin } from '#mocks/op/played-profile.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
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

/** What is asked, of whom, and what was said beforehand. */
export interface Dialog {
  readonly asker: Asker
  readonly questions: Questions
  readonly known: Beforehand
}

type Told = Pick<ServiceEntry, 'start' | 'port'> & {
  readonly client: Pick<ServiceEntry['client'], 'clientId' | 'secret' | 'auth'>
}

const named = (name: string, value: string): Record<string, string> => (name === NONE ? {} : { [name]: value })

const placeholderFor = (name: string): string => (/DISCOVERY|WELL_?KNOWN/i.test(name) ? '{discovery}' : '{issuer}')

/** What is known by then. */
interface Chosen {
  readonly id: string
  readonly profile: string
  readonly folder: string
}

const pairsIn = (env: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    env.map((each) => {
      const [name = '', ...rest] = each.split('=')
      return [name, rest.join('=')]
    }),
  )

const started = async (
  { asker, questions, known }: Dialog,
  { id }: Pick<Chosen, 'id'>,
  command: string,
): Promise<Told> => {
  const issuer = await asker.ask(questions.issuerVariable)
  const client = await asker.ask(questions.clientIdVariable)
  const secret = await asker.ask(questions.secretVariable)
  const clientId = await asker.ask({ ...questions.clientId, usual: id })
  const environment = {
    ...named(issuer, placeholderFor(issuer)),
    ...named(client, '{client_id}'),
    ...named(secret, '{client_secret}'),
    ...pairsIn(known.env),
  }
  return {
    start: { command, environment },
    client: { clientId, ...(secret === NONE ? { auth: 'none' as const } : {}) },
  }
}

const running = async ({ asker, questions }: Dialog, { id, profile, folder }: Chosen): Promise<Told> => {
  const port = Number(await asker.ask(questions.port))
  const { issuer } = onOrigin(loadProfile(profile, folder), `http://127.0.0.1:${port}`)
  asker.tell(`  Its issuer will be ${issuer} as long as something is played: tell the service so, and start it.`)
  const clientId = await asker.ask({ ...questions.clientId, usual: id })
  const secret = await asker.ask(questions.secret)
  const own = secret === NONE ? { auth: 'none' as const } : { secret: `\${${secret}}` }
  return { port, client: { clientId, ...own } }
}

/** How it is started and what it is told; asked anew where that did not do. */
export const askHow = async (dialog: Dialog, chosen: Chosen, because?: string): Promise<Told> => {
  const command = await dialog.asker.ask(dialog.questions.start, because)
  return command === NONE ? running(dialog, chosen) : started(dialog, chosen, command)
}

/** The service as far as its owner can describe it; the rest is seen when it is tried. */
export const begin = async (dialog: Dialog, folder: string): Promise<Draft> => {
  const { asker, questions, known } = dialog
  const id = await asker.ask(questions.name)
  const profile = await asker.ask(questions.profile)
  const { client, ...told } = await askHow(dialog, { id, profile, folder })
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
