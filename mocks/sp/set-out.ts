import { unguessable } from '#mocks/rp/sessions.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { authnRequest, requestText } from './authn-request.ts'
import { sessionCookie, sessionIdOf } from './cookie.ts'
import { endpointOn, type Idp } from './idp.ts'
import type { Eyes } from './looks.ts'
import type { Means } from './means.ts'
import { type Signing, sentBy } from './outgoing.ts'

const BY_POST = 'post'

const wayTo = ({ sso }: Idp, wanted: string | null) => {
  const [first, second] = wanted === BY_POST ? (['post', 'redirect'] as const) : (['redirect', 'post'] as const)
  for (const binding of [first, second]) {
    const endpoint = endpointOn(sso, binding)
    if (endpoint) return { binding, to: endpoint.location }
  }
  throw new Refusal('idp-metadata', 'Refused: the identity provider takes requests neither by Redirect nor by POST.')
}

const howSigned = (eyes: Eyes): Signing['how'] => {
  if (eyes.has('request-unsigned')) return 'unsigned'
  if (eyes.has('request-sha1')) return 'sha1'
  return eyes.has('request-signature-broken') ? 'broken' : 'right'
}

const PROLOG = '<!DOCTYPE samlp:AuthnRequest [<!ENTITY nothing "">]>'

/** A path here, and nothing that a browser would take for an address elsewhere. */
const pathIn = (to: string | null): string => (to !== null && /^\/(?![/\\])/.test(to) ? to : '/')

/** SAML 2.0 Bindings section 3.4.3: no more than 80 octets. */
const relayStateFor = (to: string, { eyes, origin }: Means): string =>
  eyes.has('relay-state-long') ? `${origin}${to}?${'where=the-user-was&'.repeat(5)}` : unguessable()

/** A login begins: a signed request by Redirect, or by POST where `?binding=post` says so. */
export const setOut = async (call: Call, means: Means): Promise<Reply> => {
  const { eyes, keys, sessions, options } = means
  const { id, session } = sessions.open(sessionIdOf(call))
  const { binding, to } = wayTo(await means.idps.idp(), call.query.get('binding'))
  const request = authnRequest(means, to, means.now(), eyes)
  const wanted = pathIn(call.query.get('to'))
  const relayState = relayStateFor(wanted, means)
  session.journeys.set(request.id, { id: request.id, relayState, to: wanted })
  const message = { kind: 'SAMLRequest', xml: requestText(request, eyes), relayState, id: request.id } as const
  const signing = { keys, how: howSigned(eyes), prolog: eyes.has('request-doctype') ? PROLOG : '' }
  return sentBy(binding, to, message, signing, sessionCookie(id, eyes, options.tls !== undefined))
}
