import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { authnRequestText } from '#mocks/saml/message-text.ts'
import type { AuthnRequest } from '#mocks/saml/messages.ts'
import { bindings, nameIdFormats } from '#mocks/saml/names.ts'
import type { Eyes, Habit } from './looks.ts'

/** What a request says of the one who sends it. */
export interface Sender {
  readonly entityId: string
  readonly acs: string
}

const HOUR = 3_600_000
const ELSEWHERE = 'https://elsewhere.example/saml'

/** A bad habit changes one thing. */
const changes: readonly (readonly [Habit, (now: number) => Partial<AuthnRequest>])[] = [
  ['request-id-constant', () => ({ id: '_constant' })],
  ['request-id-digit', () => ({ id: newId().replace('_', '7') })],
  ['request-version', () => ({ version: '1.1' })],
  ['request-old', (now) => ({ issueInstant: instant(now - HOUR) })],
  ['request-to-come', (now) => ({ issueInstant: instant(now + HOUR) })],
  ['request-destination', () => ({ destination: ELSEWHERE })],
  ['request-issuer', () => ({ issuer: ELSEWHERE })],
  ['request-acs', () => ({ assertionConsumerServiceUrl: ELSEWHERE })],
  ['request-binding', () => ({ protocolBinding: bindings.redirect })],
  ['request-name-id', () => ({ nameIdPolicy: { format: nameIdFormats.email } })],
]

let count = 0
const shortId = (): string => {
  count += 1
  return `_${count}`
}

/** SAML 2.0 Core section 3.4.1: data of a fresh request. */
export const authnRequest = ({ entityId, acs }: Sender, destination: string, now: number, eyes: Eyes): AuthnRequest => {
  const right: AuthnRequest = {
    ...{ id: newId(), version: '2.0', issueInstant: instant(now), destination, issuer: entityId },
    ...{ assertionConsumerServiceUrl: acs, protocolBinding: bindings.post },
    nameIdPolicy: { format: nameIdFormats.transient, allowCreate: true },
  }
  const bent = changes.flatMap(([habit, change]) => (eyes.has(habit) ? [change(now)] : []))
  const request = Object.assign({}, right, ...(eyes.has('request-id-short') ? [{ id: shortId() }] : []), ...bent)
  if (!eyes.has('request-destination-missing')) return request
  const { destination: _, ...rest } = request
  return rest
}

const ISSUER = /<saml:Issuer>[^<]*<\/saml:Issuer>/

/** Its text: Issuer stands first (SAML 2.0 Core section 3.2.1). */
export const requestText = (request: AuthnRequest, eyes: Eyes): string => {
  const text = authnRequestText(request)
  const [issuer = ''] = eyes.has('request-disordered') ? (ISSUER.exec(text) ?? []) : []
  return text.replace(issuer, '').replace('</samlp:AuthnRequest>', `${issuer}</samlp:AuthnRequest>`)
}
