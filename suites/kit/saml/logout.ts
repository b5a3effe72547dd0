import type { KeyObject } from 'node:crypto'
import { statuses } from '#mocks/saml/names.ts'
import { signingKeys } from '#mocks/saml/read-metadata.ts'
import type { Received } from '#mocks/saml/receive.ts'
import type { LogoutTold, SamlLogin, SamlLogout, SamlLogoutOptions, SentRequest } from '../contract-saml.ts'
import { isAt, type Landing } from '../drivers/agent.ts'
import { derived } from '../evidence.ts'
import { agentOf } from '../tools/authorization.ts'
import { failedControl } from '../tools/control.ts'
import { kindWith, type Party, waysOut } from './login.ts'
import { readLogoutAnswer, readLogoutDemand } from './read-message.ts'
import { answerLogout, askForLogout, carrying, senderOf } from './requests.ts'
import { addressOf, type Carried, carriedIn, opened } from './wire.ts'

type Others = 'success' | 'failure'

/** More than there are services of ours, and an identity provider is leading us in circles. */
const MOST_TOLD = 10

type Reading<T> = (received: Received, keys: readonly KeyObject[]) => T

const read = async <T>({ known }: Party, message: Carried, as: Reading<T>): Promise<T> =>
  as(opened(message), signingKeys(await known.trusted()))

export const whyNot = (error: unknown): { readonly problem: string } => ({
  problem: error instanceof Error ? error.message : String(error),
})

/** The service of ours whose logout address this is. */
const roleAt = ({ saml }: Party, address: string): string | undefined =>
  Object.entries(saml.sps).find(([, { slo }]) => slo !== undefined && isAt(address, slo))?.[0]

interface Way {
  readonly landing: Landing
  readonly told: readonly LogoutTold[]
}

/** Takes the answer of another service of the session back to the identity provider. */
const passOn = async (party: Party, message: Carried, others: Others, options: SamlLogoutOptions) => {
  const { session, saml, known } = party
  const role = roleAt(party, message.to) ?? party.role
  const sp = saml.sps[role] ?? party.sp
  const request = await read(party, message, readLogoutDemand).catch(() => undefined)
  const to = await known.endpoint('singleLogout', message.carriedBy === 'form_post' ? 'post' : 'redirect')
  const code = others === 'success' ? statuses.success : statuses.responder
  const answer = answerLogout({ session, sp, to }, request?.id ?? '', code, message.relayState)
  const sender = senderOf(session, role, sp, sp.key === undefined ? 'none' : 'signed')
  const visit = await carrying(to, 'SAMLResponse', answer, { sender, certificate: sp.certificate })
  const agent = agentOf(session, options.in)
  const landing = await agent.visit({ ...visit, label: 'logout answer', stopAt: waysOut(party) })
  return { landing, told: { sp: role, postedTo: addressOf(message), ...(request ? { request } : {}) } }
}

/** Answers for every other service that is told, and stops where nobody is told any more. */
const follow = async (party: Party, first: Landing, others: Others, options: SamlLogoutOptions): Promise<Way> => {
  let landing = first
  const told: LogoutTold[] = []
  for (;;) {
    const message = carriedIn(landing)
    if (message?.name !== 'SAMLRequest' || told.length === MOST_TOLD) return { landing, told }
    const next = await passOn(party, message, others, options)
    told.push(next.told)
    landing = next.landing
  }
}

const asLogout = async (party: Party, request: SentRequest, { landing, told }: Way): Promise<SamlLogout> => {
  const message = carriedIn(landing)
  const { answer } = landing
  const response =
    message && (await read(party, message, readLogoutAnswer).then((made) => ({ response: made }), whyNot))
  const made: SamlLogout = {
    sp: party.role,
    request,
    kind: kindWith(party, landing, message, waysOut(party)),
    pages: [],
    answer,
    params: message?.relayState === undefined ? {} : { RelayState: message.relayState },
    ...(message ? { postedTo: addressOf(message), carriedBy: message.carriedBy } : {}),
    ...response,
    told,
  }
  return derived(made, answer)
}

/** What the login brought, by which the session is known. */
export const sessionOf = (login: SamlLogin, { nameId, sessionIndex }: SamlLogoutOptions) => {
  const [assertion] = login.response?.assertions ?? []
  const about = nameId ?? assertion?.subject?.nameId
  if (!about) throw failedControl('no name identifier')
  const index = sessionIndex === undefined ? assertion?.authn?.sessionIndex : (sessionIndex ?? undefined)
  return { nameId: about, sessionIndexes: index === undefined ? [] : [index] }
}

/** Single logout in the browser, begun by a service (SAML profiles section 4.4). */
export const logout = async (
  party: Party,
  login: SamlLogin,
  options: SamlLogoutOptions & { readonly others?: Others } = {},
): Promise<SamlLogout> => {
  const { session, known, role, sp } = party
  const to = await known.endpoint('singleLogout', options.binding ?? 'redirect')
  const { sent, message } = askForLogout({ session, sp, to }, sessionOf(login, options), options)
  const sender = senderOf(session, role, sp, options.sign ?? 'signed')
  const visit = await carrying(to, 'SAMLRequest', message, { sender, certificate: sp.certificate })
  const agent = agentOf(session, options.in)
  const landing = await agent.visit({ ...visit, label: 'logout request', stopAt: waysOut(party) })
  return asLogout(party, sent, await follow(party, landing, options.others ?? 'success', options))
}
