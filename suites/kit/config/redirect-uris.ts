import type { Client } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { ClientEntry } from './schema.ts'

/** Where a client may be sent, as the configuration says it or as the profile knows it. */
export interface RedirectUris {
  /** Empty for a client that no user is sent back to. */
  readonly redirectUri: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris?: readonly string[]
}

const comesBack = ({ grants }: Pick<Client, 'grants'>): boolean =>
  grants.includes('code') || grants.includes('implicit')

/** Undefined where neither the entry nor the profile tells: then a redirect URI has to be written down. */
export const redirectUrisOf = (
  entry: Pick<ClientEntry, 'clientId' | 'redirectUri' | 'redirectUris' | 'postLogoutRedirectUris'>,
  role: string,
  { clients }: Pick<Profile, 'clients'>,
): RedirectUris | undefined => {
  const known = Object.values(clients).find(({ clientId }) => clientId === entry.clientId)
  const ends = entry.postLogoutRedirectUris ?? known?.postLogoutRedirectUris
  const ending = ends === undefined ? {} : { postLogoutRedirectUris: ends }
  const [redirectUri] = [entry.redirectUri, ...(entry.redirectUris ?? known?.redirectUris ?? [])].filter(Boolean)
  if (redirectUri !== undefined) {
    const registered = entry.redirectUris ?? (entry.redirectUri === undefined ? known?.redirectUris : undefined)
    return { redirectUri, redirectUris: registered ?? [redirectUri], ...ending }
  }
  const registration = known ?? clients[role]
  return registration && !comesBack(registration) ? { redirectUri: '', redirectUris: [], ...ending } : undefined
}
