import type { Authorization, Client, TokenAnswer, Tools } from './contract.ts'

type Sides = Pick<Tools, 'op' | 'client' | 'pair'>

/** The identity that the client had at the issuer before this one, in requests to this one. */
export const asBefore = (before: Client, redirectUri = before.redirectUri) => ({
  client_id: before.id,
  redirect_uri: redirectUri,
})

export interface MovedLogin {
  readonly authorization: Authorization
  /** Absent where there was no code to redeem. */
  readonly tokens?: TokenAnswer
}

/** A login at this issuer with nothing but what the client knew at the other one: its id, redirect URI and credential. */
export const movedLogin = async ({ op, client, pair }: Sides, scope?: string): Promise<MovedLogin> => {
  const before = pair.client
  const params = asBefore(before)
  const authorization = await client.authorize({ params, ...(scope === undefined ? {} : { scope }) })
  const { code, verifier } = authorization
  if (code === undefined) return { authorization }
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: before.redirectUri,
    ...(verifier === undefined ? {} : { code_verifier: verifier }),
  }
  return { authorization, tokens: await before.token(form, await credentialsAt(op, before)) }
}

/** Sends a request of the old client to an endpoint of this issuer; an assertion is made out to whom it is sent. */
export const credentialsAt = async (
  op: Tools['op'],
  before: Client,
  endpoint: 'token' | 'deviceAuthorization' = 'token',
): Promise<{ readonly endpoint: string; readonly assertion?: string }> => ({
  endpoint: op.endpoint(endpoint),
  ...(before.knows('private_key_jwt') ? { assertion: await before.assertion({ audience: op.endpoint('token') }) } : {}),
})
