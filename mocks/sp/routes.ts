import { html } from '#mocks/op/pages/html.ts'
import { holds } from '#mocks/rp/authorization.ts'
import type { Eyes as ServiceEyes } from '#mocks/rp/looks.ts'
import { page } from '#mocks/rp/pages.ts'
import { type Call, json, type Reply } from '#mocks/wire/message.ts'
import { comeBack } from './come-back.ts'
import { away, sessionIdOf } from './cookie.ts'
import { leave } from './leave.ts'
import { type Eyes, type Habit, habits } from './looks.ts'
import type { Means } from './means.ts'
import { metadataText } from './metadata.ts'
import { home } from './pages.ts'
import type { Login } from './sessions.ts'
import { setOut } from './set-out.ts'
import { singleLogout } from './slo.ts'

type Handlers = Readonly<Record<string, (call: Call) => Promise<Reply>>>

const told = ({ account, user, nameId, sessionIndex, attributes }: Login): object => ({
  ...{ account, user, nameId: nameId?.value, sessionIndex, attributes },
})

/** Of this browser, unless the session is over. */
const loginIn = (call: Call, { sessions, eyes, now }: Means): Login | undefined => {
  const login = sessions.find(sessionIdOf(call))?.login
  return login && login.expiresAt <= now() && !eyes.has('session-for-ever') ? undefined : login
}

/** Entitlements are read as by services of the other protocol, with the same habits. */
const likeService = ({ has }: Eyes): ServiceEyes => ({
  look: () => {},
  has: (name) => name in habits && has(name as Habit),
})

const members = async (call: Call, means: Means): Promise<Reply> => {
  const { eyes, options } = means
  const login = loginIn(call, means)
  if (!login) return away('/login?to=/members')
  const { eduPersonEntitlement: held = [] } = login.attributes
  const { entitlement } = options
  const isMember = entitlement !== undefined && holds({ eduperson_entitlement: held }, entitlement, likeService(eyes))
  if (isMember) return page(200, 'For members', html`<p>Welcome.</p>`)
  return page(403, 'For members only', html`<p><a href="/">Back to the start</a></p>`)
}

const METADATA: Reply['headers'] = [['Content-Type', 'application/samlmetadata+xml']]

/** Paths of its addresses in SAML. */
export const paths = { acs: '/saml/acs', slo: '/saml/slo', metadata: '/metadata' } as const

const privacy = html`<p>What the identity provider said of you is kept in memory, until you sign out.</p>`

export const routes = (means: Means, metadata: () => Parameters<typeof metadataText>[0]): Handlers => ({
  'GET /': async (call) => home(loginIn(call, means)),
  'GET /privacy': async () => page(200, 'Privacy', privacy),
  'GET /login': (call) => setOut(call, means),
  [`POST ${paths.acs}`]: (call) => comeBack(call, means),
  [`GET ${paths.slo}`]: (call) => singleLogout(call, means),
  [`POST ${paths.slo}`]: (call) => singleLogout(call, means),
  [`GET ${paths.metadata}`]: async () => ({
    status: 200,
    headers: METADATA,
    body: metadataText(metadata(), means.eyes),
  }),
  'GET /me': async (call) => {
    const login = loginIn(call, means)
    return login === undefined ? json(401, {}) : json(200, told(login))
  },
  'GET /members': (call) => members(call, means),
  'GET /logout': (call) => leave(call, means),
})
