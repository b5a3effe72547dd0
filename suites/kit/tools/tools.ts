import type { SeededRandom } from '#mocks/wire/random.ts'
import type { Client, Given, Time, Tools, User } from '../contract.ts'
import type { Api } from '../contract-api.ts'
import type { Command } from '../contract-command.ts'
import type { Saml } from '../contract-saml.ts'
import type { Service } from '../contract-service.ts'
import { createSaml } from '../saml/index.ts'
import { HeldBack } from '../signals.ts'
import { aged } from './age.ts'
import { createApi } from './api.ts'
import { createUser } from './authorization.ts'
import { createBrowser } from './browser.ts'
import { createClient } from './client.ts'
import { createCommand } from './command.ts'
import { controlled } from './control.ts'
import { documentOf } from './document.ts'
import { createIssuer } from './issuer.ts'
import { createService } from './service.ts'
import type { Session } from './session.ts'

type Half = Tools['pair']

/** What scenarios have of either environment. */
const createHalf = (session: Session, given: Given): Half => {
  const lazy = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | undefined
    return () => {
      made ??= { value: make() }
      return made.value
    }
  }
  // Of an API the target says itself who its callers are.
  const role = given.client ?? session.target.api?.tokens.client ?? 'web'
  // Judgements are handed all tools, also where nobody is anybody's client.
  const client = lazy(() => (given.saml ? noClient : createClient(session, role)))
  const user = lazy(() => (given.saml?.publicOnly ? noUser : createUser(session, session.user)))
  return {
    op: createIssuer(session),
    get client() {
      return client()
    },
    get user() {
      return user()
    },
    clientAs: (role) => createClient(session, role),
    userAs: (role) => createUser(session, role),
    newBrowser: async () => createBrowser(session, session.newAgent()),
    saml: given.saml && session.target.saml ? createSaml(session, session.target.saml, given.saml) : noSaml,
  }
}

const noClient = new Proxy({} as Client, {
  get: () => {
    throw new HeldBack('skip', 'This scenario asks in the name of a service, and not of a client.')
  },
})

const noUser = new Proxy({} as User, {
  get: () => {
    throw new HeldBack('skip', 'This scenario looks at what everybody sees: it has no user.')
  },
})

const handleOf = (of: Parameters<Time['elapse']>[0]): string | undefined => {
  if ('kind' in of) return of.code
  return 'accessToken' in of ? (of.accessToken ?? of.refreshToken) : 'deviceCode' in of ? of.deviceCode : undefined
}

const createTime = (session: Session): Time => ({
  now: () => Math.floor(session.clock() / 1000),
  elapse: async (of, seconds) => {
    const { id, kind, patience } = session.target
    const handle = handleOf(of)
    if (handle === undefined) throw new HeldBack('skip', 'The login gave nothing that could grow old.')
    if (kind === 'embedded') return aged(session, handle, seconds)
    if (seconds > patience) {
      throw new HeldBack('skip', `Needs ${seconds} s to pass: set patience: ${seconds} or more in target "${id}".`)
    }
    await session.care.wait(seconds)
  },
})

const createRandom = ({ unreserved, pick }: SeededRandom): Tools['random'] => ({ unreserved, pick })

const noApi = new Proxy({} as Api, {
  get: () => {
    throw new HeldBack('skip', 'This scenario names no `api` in `given`.')
  },
})

const noService = new Proxy({} as Service, {
  get: () => {
    throw new HeldBack('skip', 'This scenario names no `service` in `given`.')
  },
})

const noCommand = new Proxy({} as Command, {
  get: () => {
    throw new HeldBack('skip', 'This scenario names no `command` in `given`.')
  },
})

const noSaml = new Proxy({} as Saml, {
  get: () => {
    throw new HeldBack('skip', 'This scenario names no `saml` in `given`, or its target speaks none.')
  },
})

const noPair = new Proxy({} as Half, {
  get: () => {
    throw new HeldBack('skip', 'This scenario names no `pair` in `given`.')
  },
})

export const createTools = (session: Session, given: Given, pair: Session | undefined): Tools => {
  const half = createHalf(session, given)
  const rest: Omit<Tools, keyof Half> = {
    browser: createBrowser(session, session.agent),
    time: createTime(session),
    api: session.target.api ? createApi(session, session.target.api) : noApi,
    service: session.target.service ? createService(session, session.target.service) : noService,
    command: session.target.command ? createCommand(session, session.target.command) : noCommand,
    document: documentOf(session.target),
    pair: pair ? createHalf(pair, given) : noPair,
    random: createRandom(session.random),
    control: (answer) => controlled(session.ledger, answer),
    inapplicable: (reason) => {
      throw new HeldBack('not-applicable', reason)
    },
    note: session.ledger.note,
  }
  // A client that a target lacks is missed when it is asked for, so its getter has to be kept; a document has none.
  const { client: ofClient, user: ofUser, ...others } = Object.getOwnPropertyDescriptors(half)
  const enumerable = session.target.document === undefined
  const getters = { client: { ...ofClient, enumerable }, user: { ...ofUser, enumerable } }
  return Object.defineProperties(rest, { ...others, ...getters }) as Omit<Tools, keyof Half> & Half
}
