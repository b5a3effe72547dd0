import { createPrivateKey } from 'node:crypto'
import { signingKeys } from '#mocks/saml/read-metadata.ts'
import type { SamlLogin, SamlLoginOptions, SentRequest } from '../contract-saml.ts'
import { isAt, type Landing } from '../drivers/agent.ts'
import { derived } from '../evidence.ts'
import { addressesOfSps, type SamlSeed, type SpSeed } from '../target-saml.ts'
import { agentOf, createUser, typedBy } from '../tools/authorization.ts'
import { type Arrival, kindOf, pagesOf, travel } from '../tools/journey.ts'
import type { Session } from '../tools/session.ts'
import type { KnownIdp } from './identity-provider.ts'
import { readResponse } from './read-message.ts'
import { askForLogin, carrying, senderOf } from './requests.ts'
import { addressOf, type Carried, carriedIn, opened } from './wire.ts'

export interface Party {
  readonly session: Session
  readonly saml: SamlSeed
  readonly known: KnownIdp
  readonly role: string
  readonly sp: SpSeed
}

type Read = Pick<SamlLogin, 'response' | 'problem'>

const readAs = async ({ known, sp }: Party, message: Carried): Promise<Read> => {
  if (message.name !== 'SAMLResponse') return { problem: 'a request came where a response was due' }
  try {
    const signing = signingKeys(await known.trusted())
    const decryption = sp.key === undefined ? [] : [createPrivateKey(sp.key)]
    return { response: readResponse(opened(message).document, { signing, decryption }) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Where the browser may leave the identity provider for one of us. */
export const waysOut = ({ saml }: Party, acs?: string): readonly string[] => [
  ...addressesOfSps(saml),
  ...(acs === undefined ? [] : [acs]),
]

/** Where a landing leads, once it is known whether it carries a message. */
export const kindWith = (
  { session }: Party,
  landing: Landing,
  message: Carried | undefined,
  ways: readonly string[],
): SamlLogin['kind'] => {
  if (!message) return kindOf(landing, session.target.forms)
  return ways.some((way) => isAt(message.to, way)) ? 'callback' : 'elsewhere'
}

const asLogin = async (party: Party, request: SentRequest, { landing, pages }: Arrival): Promise<SamlLogin> => {
  const message = carriedIn(landing)
  const { answer } = landing
  const kind = kindWith(party, landing, message, waysOut(party, request.acs))
  const read = message ? await readAs(party, message) : {}
  const { relayState } = message ?? {}
  const made: SamlLogin = {
    sp: party.role,
    request,
    kind,
    pages,
    answer,
    params: relayState === undefined ? {} : { RelayState: relayState },
    ...(message ? { postedTo: addressOf(message), carriedBy: message.carriedBy } : {}),
    ...(kind === 'elsewhere' ? { elsewhere: message?.to ?? landing.elsewhere ?? '' } : {}),
    ...read,
  }
  return derived(made, answer)
}

const send = async (party: Party, options: SamlLoginOptions): Promise<{ request: SentRequest; landing: Landing }> => {
  const { session, known, role, sp } = party
  const to = await known.endpoint('singleSignOn', options.binding ?? 'redirect')
  const { sent, message } = askForLogin({ session, sp, to }, options)
  const sender = senderOf(session, role, sp, options.sign)
  const visit = await carrying(to, 'SAMLRequest', message, { sender, certificate: sp.certificate })
  const agent = agentOf(session, options.in)
  const landing = await agent.visit({ ...visit, label: 'login request', stopAt: waysOut(party, sent.acs) })
  return { request: sent, landing }
}

/** Sends the request and stops at the first page or answer. */
export const startLogin = async (party: Party, options: SamlLoginOptions = {}): Promise<SamlLogin> => {
  const { request, landing } = await send(party, options)
  const { forms } = party.session.target
  return asLogin(party, request, {
    landing,
    kind: kindOf(landing, forms),
    pages: pagesOf(landing, forms),
    refused: false,
  })
}

/** Sends the request, logs the user in and answers consent where asked. */
export const login = async (party: Party, options: SamlLoginOptions = {}): Promise<SamlLogin> => {
  const { session } = party
  const user = typedBy(options.as ?? createUser(session, session.user))
  const { request, landing } = await send(party, options)
  const answers = { user, consent: options.consent ?? 'allow' }
  return asLogin(party, request, await travel(agentOf(session, options.in), landing, session.target.forms, answers))
}
