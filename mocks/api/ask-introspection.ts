import { askIssuer } from './ask-issuer.ts'
import { IssuerSilent } from './caller.ts'
import type { TokenInfo } from './token-info.ts'

export interface IntrospectionOptions {
  readonly endpoint: string
  /** Of the API itself: only clients with a secret are told. */
  readonly clientId: string
  readonly secret: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const credentials = (id: string, secret: string): string =>
  Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')

/** RFC 7662: the issuer says of each token whether it is good and whose it is. */
export const introspecting =
  ({ endpoint, clientId, secret }: IntrospectionOptions) =>
  async (token: string): Promise<TokenInfo> => {
    const { status, members } = await askIssuer(endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials(clientId, secret)}`, accept: 'application/json' },
      body: new URLSearchParams({ token }),
    })
    if (status !== 200) throw new IssuerSilent(`the introspection endpoint answers ${status}`)
    const { active, sub, client_id, azp, scope, typ } = members
    // A refresh token is active, too, and opens nothing.
    const isOther = typeof typ === 'string' && !/^(bearer|at\+jwt)$/i.test(typ)
    return {
      standing: active !== true ? 'unknown' : 'live',
      isOther,
      user: text(sub),
      secondaryIds: [],
      client: text(client_id) ?? text(azp),
      scopes: text(scope)?.split(' ') ?? [],
    }
  }

/** OpenID Connect Core 5.3: userinfo answers a good token only. It does not tell the client or the scope. */
export const askingUserinfo =
  (endpoint: string) =>
  async (token: string): Promise<TokenInfo> => {
    const { status, members } = await askIssuer(endpoint, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    })
    if (status >= 500) throw new IssuerSilent(`the userinfo endpoint answers ${status}`)
    const user = text(members.sub)
    return { standing: status === 200 && user ? 'live' : 'unknown', isOther: false, user, secondaryIds: [], scopes: [] }
  }
