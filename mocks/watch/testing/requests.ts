import { createHash } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { Written } from './steps.ts'

export const STATE = 'hR4tY9_kLm2Qx7Zb0WcVnA'
export const VERIFIER = 'vX3f9QmT1c7Lr2Zk8Wn5Yb0Hs6Jd4Gp-aEuIoC1x2y3z'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
export const BASIC = { authorization: 'Basic c2hvcDpzM2NyZXQ=' }

type Changes = Readonly<Record<string, string | undefined>>

const changed = (params: Changes, changes: Changes): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...params, ...changes }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

export const asking = (changes: Changes = {}, more: Partial<Written> = {}): Written => ({
  endpoint: 'authorization',
  query: changed(
    {
      ...{
        client_id: 'shop',
        redirect_uri: 'https://shop.example/callback',
        response_type: 'code',
        scope: 'openid email',
      },
      ...{ state: STATE, nonce: 'nQ8wE2rT6yU0iO4pA9sD3f', code_challenge: CHALLENGE, code_challenge_method: 'S256' },
    },
    changes,
  ),
  ...more,
})

export const redeeming = (changes: Changes = {}, more: Partial<Written> = {}): Written => ({
  endpoint: 'token',
  form: changed(
    {
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: 'https://shop.example/callback',
      code_verifier: VERIFIER,
    },
    changes,
  ),
  headers: BASIC,
  body: { access_token: 'at', id_token: 'it' },
  ...more,
})

export const refreshing = (body: Written['body'], more: Partial<Written> = {}): Written => ({
  ...{ endpoint: 'token', form: { grant_type: 'refresh_token', refresh_token: 'one' }, headers: BASIC, ...more },
  ...(body ? { body } : {}),
})

export const userinfo = (more: Partial<Written> = {}): Written => ({
  endpoint: 'userinfo',
  headers: { authorization: 'Bearer at' },
  ...more,
})
export const leaving = (query: Written['query'], more: Partial<Written> = {}): Written => ({
  endpoint: 'endSession',
  query: query ?? {},
  ...more,
})
export const back = { id_token_hint: 'it', post_logout_redirect_uri: 'https://shop.example/' }

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

export interface Case {
  /** In what way it is wrong. */
  readonly wrong: readonly Written[]
  readonly right: readonly Written[]
  readonly before?: readonly Written[]
  readonly client?: Partial<Client>
}

export const before = [asking()]
export const other = {
  state: 'Zt5Rw1Qe8Yu3Io7Pa2Sd6F',
  nonce: 'Lk4Jh9Gf2Ds7Aq1Wz5Xe8C',
  code_challenge: 'x'.repeat(43),
}
