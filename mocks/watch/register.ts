import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Client } from '#fixtures/schema/client.ts'
import type { RunningProvider } from '#mocks/op/index.ts'

/** What the form of the page sends; empty fields are left out. */
export const registration = z.strictObject({
  clientId: z.string('A client ID is missing.').trim().min(1, 'A client ID is missing.').max(200),
  secret: z.string().trim().max(500).optional(),
  auth: z.enum(['client_secret_basic', 'client_secret_post', 'none']),
  redirectUri: z.string('A redirect URI is missing.').trim().min(1, 'A redirect URI is missing.').max(2000),
  postLogoutRedirectUri: z.string().trim().max(2000).optional(),
})
export type Registration = z.infer<typeof registration>

/** Apps on a device have addresses of a scheme of their own (RFC 8252 section 7.1). */
const isAddress = (uri: string): boolean =>
  URL.canParse(uri) && /^[a-z][a-z0-9+.-]*:/i.test(uri) && !/^(?:javascript|data):/i.test(uri)

const added = (list: readonly string[], uri: string | undefined): string[] =>
  uri === undefined || list.includes(uri) ? [...list] : [...list, uri]

/** What is wrong with it, as a sentence. */
export const wrongIn = ({ redirectUri, postLogoutRedirectUri }: Registration): string | undefined => {
  const wrong = [redirectUri, postLogoutRedirectUri].find((uri) => uri !== undefined && !isAddress(uri))
  if (wrong !== undefined) return `“${wrong.slice(0, 100)}” is no address: it begins with https:// or http://localhost.`
  return redirectUri.includes('#') ? 'A redirect URI has no fragment (#).' : undefined
}

/** Registers a service, or adds the addresses to the client of this ID; gives the client as it is now. */
export const register = (provider: RunningProvider, wanted: Registration): Client => {
  const { clientId, auth, redirectUri, postLogoutRedirectUri } = wanted
  const [role = clientId, known] =
    Object.entries(provider.clients).find(([, client]) => client.clientId === clientId) ?? []
  const secret = auth === 'none' ? undefined : (wanted.secret ?? known?.secret ?? randomBytes(18).toString('base64url'))
  const base = known ?? { title: 'registered on the page', grants: ['code', 'refresh'] as const, consent: false }
  const { secret: _, ...rest } = { secret: '', ...base }
  const client: Client = {
    ...rest,
    ...{ clientId, auth, grants: [...base.grants] },
    ...(secret === undefined ? {} : { secret }),
    redirectUris: added(known?.redirectUris ?? [], redirectUri),
    postLogoutRedirectUris: added(known?.postLogoutRedirectUris ?? [], postLogoutRedirectUri),
  }
  provider.addClient(role, client)
  return client
}
