import type { Client } from '#fixtures/schema/client.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'

/** Somebody who answers: our provider or the real software, with the clients and people of the profile. */
export interface Party {
  /** For messages: `Keycloak 26.7.3`. */
  readonly name: string
  readonly origin: string
  /** The issuer identifier on that origin. */
  readonly issuer: string
  /** Paths of endpoints, and who is registered. */
  readonly profile: Profile
  /** Resolves when what came of a code or token is `seconds` older than it was when it was `issuedAt` (milliseconds). */
  readonly age: (handle: string, seconds: number, issuedAt: number) => Promise<void>
}

export const clientOf = ({ profile }: Party, role: string): Client => {
  const client = profile.clients[role]
  if (!client) throw new Error(`profile ${profile.id} has no client ${role}: choose another role in the entry`)
  return client
}

const isEndpoint = (party: Party, name: string): name is EndpointName => name in party.profile.endpoints

/** `token`; `issuer:/.well-known/openid-configuration`; `/auth`. */
export const urlAt = (party: Party, to: string): string => {
  if (/^https?:/.test(to)) return to
  if (to.startsWith('/')) return party.origin + to
  if (to.startsWith('issuer:')) return party.issuer.replace(/\/$/, '') + to.slice('issuer:'.length)
  const [name = '', rest = ''] = /^(\w+)(.*)$/.exec(to)?.slice(1) ?? []
  if (!isEndpoint(party, name)) throw new Error(`profile ${party.profile.id} has no endpoint ${to}`)
  return party.origin + party.profile.endpoints[name] + rest
}
