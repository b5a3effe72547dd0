import type { SamlEndpointName, SamlProfile } from '#fixtures/schema/profile.ts'
import type { Issuer } from '#mocks/op/issuer.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { IdpKeys } from './keys.ts'
import type { ServiceProviders } from './service-provider.ts'
import { type Idp, newIdp } from './state.ts'

/** The identity provider of an issuer, before any of its requests came: XML is loaded when one does. */
export interface IdentityProvider {
  readonly idp: Idp
  /** Name of the endpoint that a request goes to, `saml-sso`; undefined for what is no business of it. */
  readonly endpointOf: (call: Call) => string | undefined
  readonly handle: (call: Call) => Promise<Reply>
  /** Of a request that no browser carries: the login by which its session began. */
  readonly loginOf: (call: Call) => string | undefined
}

/** The profile with its entity on this origin, where the real one lives beside the real issuer. */
const onOrigin = (saml: SamlProfile, realIssuer: string, origin: string): SamlProfile => {
  const real = new URL(realIssuer).origin
  const moved = new URL(saml.entityId).origin === real
  return moved ? { ...saml, entityId: origin + saml.entityId.slice(real.length) } : saml
}

const INDEX = /<(?:[\w-]+:)?SessionIndex[^>]*>\s*([^<\s]+)/

/** `realIssuer` is that of the profile as written. */
export const identityProvider = (
  issuer: Issuer,
  realIssuer: string,
  { keys, sps }: { readonly keys: IdpKeys; readonly sps: ServiceProviders },
): IdentityProvider | undefined => {
  if (!issuer.profile.saml) return undefined
  const saml = onOrigin(issuer.profile.saml, realIssuer, issuer.origin)
  const idp = newIdp(issuer, saml, keys, sps)
  const paths = new Map(Object.entries(saml.endpoints).map(([name, path]) => [path, name as SamlEndpointName]))
  return {
    idp,
    endpointOf: ({ path }) => {
      const name = paths.get(path)
      return name && `saml-${name}`
    },
    handle: async (call) => {
      const name = paths.get(call.path)
      if (!name) throw new Error(`${call.path} is no address of the identity provider`)
      const machine = await import('./machine.ts')
      return machine.handle(idp, name, call)
    },
    loginOf: ({ path, method, body, form }) => {
      if (method !== 'POST' || form !== undefined || paths.get(path) !== 'slo') return undefined
      const index = INDEX.exec(body)?.[1]
      const participants = [...idp.sessions.values()].flatMap((session) => session.participants)
      return participants.find(({ sessionIndex }) => sessionIndex === index)?.login
    },
  }
}
