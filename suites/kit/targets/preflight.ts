import { systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { knownSecrets } from '#mocks/wire/redaction.ts'
import type { Care } from '../care/care.ts'
import type { Authorization, TokenAnswer, Tools } from '../contract.ts'
import { createConnections } from '../drivers/connections.ts'
import { createLazyBrowserAgent } from '../drivers/lazy-browser.ts'
import { preflightLimits } from '../drivers/limits.ts'
import type { FaultDesk } from '../fault-desk.ts'
import { play } from '../play.ts'
import type { Stage } from '../stage.ts'
import { secretsOf, type TargetClient, type TargetSeed } from '../target.ts'
import { wasRefused } from '../tools/authorization.ts'
import { describe, describeAuthorization } from '../tools/control.ts'
import type { World } from '../world.ts'
import { sentence } from './sentence.ts'

/** Longer than any good answer takes, shorter than a person waits. */
const PATIENCE = 10_000

type Flow<T> = (tools: Tools) => Promise<T>

interface Trial {
  readonly seed: TargetSeed
  /** For sentences. */
  readonly source: string
  readonly care: Care
  /** Of an issuer of ours. */
  readonly desk?: FaultDesk
  /** Only where nothing less will do: a browser costs more than it mostly shows here. */
  readonly browser?: Stage['browser']
  /** Of what may take its time. */
  readonly slow?: Pick<World, 'patience' | 'limits'>
  /** In the name of a service that asks an identity provider. */
  readonly asks?: boolean
}

/** Plays one flow outside of a run; a throw in it becomes a sentence. */
export const tried = async <T extends object>(trial: Trial, flow: Flow<T>): Promise<T> => {
  const { seed, source, care, desk, browser, slow = {}, asks = false } = trial
  const { authority, hosts } = seed
  const dispatcher = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  const world: World = {
    target: { ...seed, driver: browser ? 'browser' : 'http' },
    secrets: knownSecrets(secretsOf(seed)),
    seed: 'preflight',
    stage: {
      age: async () => {},
      browser: browser ?? (async () => ({ missing: 'not needed' })),
      care: () => care,
      ...(desk ? { desk: () => desk } : {}),
    },
    clock: systemClock,
    connections: () => dispatcher,
    browserAgent: createLazyBrowserAgent,
    patience: PATIENCE,
    limits: preflightLimits,
    ...slow,
  }
  let found: T | undefined
  const when = async (tools: Tools): Promise<T> => {
    found = await flow(tools)
    return found
  }
  const { sps = {} } = seed.saml ?? {}
  const [sp] = Object.keys(sps)
  const given = {
    client: Object.keys(seed.clients)[0] ?? 'web',
    user: Object.keys(seed.users)[0] ?? 'plain',
    ...(asks && sp !== undefined ? { saml: { sp } } : {}),
  }
  const scenario = { id: 'preflight', title: 'preflight', given, when, verify: {} }
  const { result } = await play({ scenario, source: '', tags: [] }, world, async () => []).finally(() =>
    dispatcher.destroy(),
  )
  if (found) return found
  throw new ConfigurationError(`${source}: ${sentence(result.reason ?? 'the flow was not finished')}`)
}

/** Some answer a client that may not use the code flow as others answer one that they do not know. */
const isMerelyNotAllowed = ({ conditions }: TargetSeed, { body }: TokenAnswer): boolean => {
  const { error, description } = conditions['code.not-allowed'] ?? {}
  return description !== undefined && body.error === error && body.error_description === description
}

/** Issuers disagree on how a header encodes such a secret: a scenario judges that, at a client that does nothing else. */
const hasOddSecret = ({ auth, secret = '' }: TargetClient): boolean =>
  auth === 'client_secret_basic' && encodeURIComponent(secret) !== secret

/** By which users log in. */
const mainRole = ({ clients }: TargetSeed): string | undefined => ('web' in clients ? 'web' : Object.keys(clients)[0])

/** A code that nobody issued: a client that is known is told so, another is told that it is not. */
const checkClient = async (trial: Trial, role: string, client: TargetClient): Promise<void> => {
  const { seed, source } = trial
  if (hasOddSecret(client) && role !== mainRole(seed)) return
  const refused = await tried(trial, ({ clientAs }) => clientAs(role).exchange('aai-conformance-preflight'))
  if (refused.status !== 401 && !/_client$/.test(String(refused.body.error))) return
  if (isMerelyNotAllowed(seed, refused)) return
  const { auth } = client
  const credential = auth === 'private_key_jwt' ? 'privateKey' : auth === 'none' ? 'clientId' : 'secret'
  throw new ConfigurationError(
    `${source}.clients.${role}: the token endpoint does not know this client by its ${credential} (${describe(refused)}): correct ${credential}.`,
  )
}

const clientFault = (source: string, role: string, redirectUri: string, authorization: Authorization): string => {
  const came = describeAuthorization(authorization)
  return `${source}.clients.${role}: the authorization endpoint shows ${came} instead of a login: is ${redirectUri} registered?`
}

const hostFault = (source: string, address: string): string =>
  `${source}: the authorization endpoint leads to ${address}: if users log in there, add ${new URL(address).host} to login.hosts.`

/** The first client that may use the code flow; others, of machines, have no users. */
const checkUsers = async (trial: Trial): Promise<void> => {
  const { seed, source } = trial
  const role = mainRole(seed)
  const redirectUri = role && seed.clients[role]?.redirectUri
  if (!role || !redirectUri) return
  const started = await tried(trial, ({ clientAs }) => clientAs(role).start())
  if (started.elsewhere !== undefined) throw new ConfigurationError(hostFault(source, started.elsewhere))
  if (started.kind === 'page') throw new ConfigurationError(clientFault(source, role, redirectUri, started))
  for (const user of Object.keys(seed.users)) {
    const login = await tried(trial, ({ clientAs, userAs }) => clientAs(role).authorize({ as: userAs(user) }))
    if (login.code !== undefined) continue
    const came = wasRefused(login)
      ? 'it refuses this user name with this password'
      : `it shows ${describeAuthorization(login)}`
    throw new ConfigurationError(
      `${source}.users.${user} cannot log in: ${came}. Correct username or password, or the account.`,
    )
  }
}

/** Tries each credential once, so that a mistake in a configuration is one sentence and not a hundred red scenarios. */
export const checkCredentials = async (seed: TargetSeed, source: string, care: Care): Promise<void> => {
  const trial = { seed, source, care }
  // One after the other: others use this issuer as well.
  for (const [role, client] of Object.entries(seed.clients)) await checkClient(trial, role, client)
  await checkUsers(trial)
}

/** Somebody else's API has to be there; what it answers is for scenarios to judge. */
export const checkApi = async (seed: TargetSeed, source: string, care: Care): Promise<void> => {
  if (seed.api?.ours !== false) return
  await tried({ seed, source: `${source}.resource`, care }, ({ api }) => api.call())
  if (seed.api.behind === undefined) return
  // The gatekeeper is ours, and answers whether or not there is something behind it.
  const { there } = await tried({ seed, source, care }, async ({ api }) => ({ there: await api.callDirectly() }))
  if (!there)
    throw new ConfigurationError(`${source}.direct is ${seed.api.direct}, where nobody answers: start the API.`)
}
