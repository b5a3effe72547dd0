import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { KeyRing } from '../keys.ts'
import { exchange, TYPE } from '../testing/exchange.ts'
import { paramsAfter } from '../testing/feide.ts'
import { complaint, redeem } from '../testing/flow.ts'
import { clientOf, endpointOf, tokensOf } from '../testing/relying-party.ts'

let op: RunningProvider
let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
  op = await startProvider({ profile: 'feide', keys })
})
afterAll(() => op.close())

const audienceOf = (name: string): string => op.profile.apis?.find((api) => api.name === name)?.audience ?? ''

const userToken = async (scope = 'openid userinfo-name', as = 'plain'): Promise<string> => {
  const { code = '' } = await paramsAfter(op, 'exchanger', { scope }, { as })
  return (await redeem(op, 'exchanger', code)).access
}
const ownToken = async (role = 'exchanger'): Promise<string> =>
  (await tokensOf(op, clientOf(op, role), { grant_type: 'client_credentials' })).access

describe('an opaque token for one that an API takes', () => {
  test('of a user', async () => {
    const { body, access } = await exchange(op, await userToken(), { audience: audienceOf('library') })
    expect(body).toEqual({
      access_token: access,
      issued_token_type: `${TYPE}jwt`,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'loans',
    })
    const jwt = decodeJwt(access)
    if (!jwt) throw new Error('no JWT')
    expect(verifiesRs256(jwt, keys.active.publicKey)).toBe(true)
    const { iat, nbf, exp, ...claims } = jwt.claims
    expect([nbf, Number(exp) - Number(iat)]).toEqual([iat, 300])
    expect(claims).toEqual({
      aud: audienceOf('library'),
      iss: op.issuer,
      client_id: op.clients.exchanger?.clientId,
      sub: op.people.plain?.uniqueId,
      scope: 'loans',
      act: {
        sub: op.clients.exchanger?.clientId,
        'https://n.feide.no/claims/customer_portal_id': expect.any(String),
      },
      name: 'Ada Lovelace',
    })
  })

  test('of the client itself, which is its subject', async () => {
    const { access } = await exchange(op, await ownToken(), { audience: audienceOf('grades') })
    const { claims } = decodeJwt(access) ?? {}
    expect(claims).toMatchObject({ sub: op.clients.exchanger?.clientId, scope: '' })
    expect(claims).not.toHaveProperty('name')
  })

  const missing = 'Message does not include required parameter'
  test.for<[Record<string, string>, string]>([
    [{ audience: '' }, `invalid_request: ${missing}: audience`],
    [{ audience: 'https://n.feide.no/datasources/nowhere' }, 'invalid_target: Unknown audience, or no access to it'],
    [{ audience: 'canteen' }, 'invalid_target: Unknown audience, or no access to it'],
    [{ scope: 'admin' }, 'invalid_scope: No access at this level'],
    [{ scope: 'gk_library_loans' }, 'invalid_scope: No access at this level'],
    [{ subject_token: '' }, `invalid_request: ${missing}: subject_token`],
    [{ subject_token: 'x' }, 'invalid_request: Invalid subject_token'],
    [{ subject_token_type: `${TYPE}id_token` }, 'invalid_request: Unsupported subject_token_type'],
    [{ requested_token_type: `${TYPE}access_token` }, 'invalid_request: Unsupported requested_token_type'],
  ])('not with %j', async ([changes, words]) => {
    const named = changes.audience === 'canteen' ? { audience: audienceOf('canteen') } : {}
    const form = { audience: audienceOf('library'), ...changes, ...named }
    const { status, body } = await exchange(op, await userToken(), form)
    expect([status, complaint(body)]).toEqual([400, words])
  })

  test('not for another client’s token, nor an expired one, nor for a client that may not', async () => {
    const audience = audienceOf('library')
    expect(complaint((await exchange(op, await ownToken('service'), { audience })).body)).toContain(
      'was not issued to this client',
    )
    const late = await userToken()
    op.elapse(late, 28_801)
    expect(complaint((await exchange(op, late, { audience })).body)).toBe('invalid_request: Invalid subject_token')
    expect((await exchange(op, await ownToken('service'), { audience }, 'service')).body.error).toBe(
      'unauthorized_client',
    )
  })
})

describe('what an API was sent, for a token that Feide takes', () => {
  const back = (subject: string, changes: Record<string, string> = {}, role = 'data-source') =>
    exchange(
      op,
      subject,
      {
        subject_token_type: `${TYPE}jwt`,
        requested_token_type: `${TYPE}access_token`,
        audience: op.issuer,
        ...changes,
      },
      role,
    )
  const sent = async (api = 'library', subject = userToken()) =>
    (await exchange(op, await subject, { audience: audienceOf(api) })).access

  test('of the same user, for what the API itself may know', async () => {
    const { body, access } = await back(await sent())
    expect(body).toMatchObject({ scope: 'userinfo-name email groups-org', issued_token_type: `${TYPE}access_token` })
    const headers = { authorization: `Bearer ${access}` }
    const groups = await (await fetch(`${op.origin}/groups/me/groups`, { headers })).json()
    expect(groups).toMatchObject([{ id: 'fc:org:nordhavn.example' }])
  })

  test('only for the service that it was sent to, of a user, with all of its parameters', async () => {
    expect((await back(await sent('grades'))).body.error).toBe('invalid_request')
    expect((await back(await sent(), {}, 'exchanger')).body.error).toBe('invalid_request')
    expect((await back(await sent('library', ownToken()))).body.error).toBe('invalid_request')
    expect((await back(`${(await sent()).slice(0, -4)}AAAA`)).body.error).toBe('invalid_request')
    expect((await back(await sent(), { audience: 'https://elsewhere.example' })).body.error).toBe('invalid_target')
    expect((await back(await sent(), { requested_token_type: `${TYPE}jwt` })).body.error).toBe('invalid_request')
    expect((await back(await sent(), { scope: 'openid' })).body.error).toBe('invalid_scope')
  })
})

test('a signed token is no token for userinfo', async () => {
  const { access } = await exchange(op, await userToken(), { audience: audienceOf('library') })
  const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
  expect(answer.status).toBe(400)
})
