import type { AuthnRequest } from '#mocks/saml/messages.ts'
import type { IndexedEndpoint } from '#mocks/saml/metadata.ts'
import { bindings } from '#mocks/saml/names.ts'
import type { Call } from '#mocks/wire/message.ts'
import { authenticated, looking, received } from './incoming.ts'
import { Refusal } from './refusal.ts'
import type { ServiceProvider } from './service-provider.ts'
import type { Asked, Idp } from './state.ts'

const posts = ({ metadata }: ServiceProvider): readonly IndexedEndpoint[] =>
  metadata.assertionConsumers.filter(({ binding }) => binding === bindings.post)

/** SAML metadata section 2.2.3: the one that says so, then the first that does not say it is not. */
export const defaultAcs = (sp: ServiceProvider): string => {
  const all = posts(sp)
  const found =
    all.find(({ isDefault }) => isDefault === true) ?? all.find(({ isDefault }) => isDefault === undefined) ?? all[0]
  return found?.location ?? ''
}

/** Where the answer goes: only to what the metadata of the service name (SAML profiles section 4.1.4.1). */
const acsOf = (idp: Idp, sp: ServiceProvider, request: AuthnRequest): string => {
  const { assertionConsumerServiceUrl: url, assertionConsumerServiceIndex: index, protocolBinding } = request
  const look = looking(idp, sp.metadata.entityId)
  look('saml.acs-ambiguous', url !== undefined && index !== undefined)
  const binding = protocolBinding === undefined || protocolBinding === bindings.post
  look('saml.response-binding-unsupported', !binding, { binding: protocolBinding ?? '' })
  if (url !== undefined) {
    look('saml.acs-unknown', !posts(sp).some(({ location }) => location === url), { location: url })
    return url
  }
  if (index === undefined) return defaultAcs(sp)
  const found = posts(sp).find((endpoint) => endpoint.index === index)
  look('saml.acs-index-unknown', !found, { index: String(index) })
  return found?.location ?? defaultAcs(sp)
}

/** A request for a login, by Redirect or POST, that may be answered; throws a Refusal otherwise. */
export const checkRequest = (idp: Idp, call: Call): Asked => {
  const unpacked = received(call, ['AuthnRequest'], idp.issuer.faults.skips('saml.message-unreadable'))
  const { binding } = unpacked.received
  const offered = idp.saml.bindings.sso.some((name) => name === binding)
  looking(idp)('saml.binding-unsupported', !offered)
  const incoming = authenticated(
    idp,
    call,
    { ...unpacked, kind: 'AuthnRequest' },
    {
      at: 'sso',
      needed: (sp) => idp.saml.wantsSignedRequests || sp.metadata.authnRequestsSigned === true,
    },
  )
  const { sp, message: request } = incoming
  const { relayState } = incoming.received
  return { sp, request, acs: acsOf(idp, sp, request), ...(relayState === undefined ? {} : { relayState }) }
}

/** A login that nobody asked for (SAML profiles section 4.1.5), by the parameters of SimpleSAMLphp. */
export const unsolicited = (idp: Idp, { query }: Call): Asked | undefined => {
  const entityId = query.get('spentityid')
  if (entityId === null) return undefined
  const sp = idp.sps.get(entityId)
  if (!sp) throw new Refusal('saml.issuer-unknown', { issuer: entityId })
  const relayState = query.get('RelayState')
  return { sp, acs: defaultAcs(sp), ...(relayState === null ? {} : { relayState }) }
}
