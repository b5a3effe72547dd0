import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { paramsAfter } from '../testing/feide.ts'
import { redeem } from '../testing/flow.ts'
import { clientOf, tokensOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'feide' })
})
afterAll(() => op.close())

const get = async (path: string, token?: string) => {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(op.origin + path, { headers })
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    cors: answer.headers.get('access-control-allow-origin'),
    body: (await answer.json()) as Record<string, unknown>,
  }
}

const tokenFor = async (scope: string, as = 'plain', role = 'groups'): Promise<string> => {
  const { code = '' } = await paramsAfter(op, role, { scope }, { as })
  return (await redeem(op, role, code)).access
}

const N = 'https://n.feide.no/claims/'
const ALL = 'openid userid userid-feide userid-nin userid-social profile email'

describe('userinfo of OpenID Connect', () => {
  test('tells what the scopes release, identifiers under the names of three generations', async () => {
    const { plain } = op.people
    const { body, cors } = await get('/openid/userinfo', await tokenFor(ALL))
    expect(cors).toBe('*')
    expect(body).toEqual({
      aud: op.clients.groups?.clientId,
      sub: plain?.uniqueId,
      'connect-userid_sec': ['feide:ada@nordhavn.example'],
      'dataporten-userid_sec': ['feide:ada@nordhavn.example'],
      [`${N}userid_sec`]: ['feide:ada@nordhavn.example'],
      [`${N}eduPersonPrincipalName`]: 'ada@nordhavn.example',
      name: 'Ada Lovelace',
      email: 'ada.lovelace@nordhavn.example',
      email_verified: false,
      picture: plain?.attributes.picture,
    })
  })

  test('tells nothing beside the subject of a login that asked for nothing', async () => {
    const { body } = await get('/openid/userinfo', await tokenFor('openid'))
    expect(Object.keys(body)).toEqual(['aud', 'sub'])
  })

  test('names people who have no Feide account by what they have', async () => {
    const { body } = await get('/openid/userinfo', await tokenFor(ALL, 'idporten'))
    expect(body).toMatchObject({ 'dataporten-userid_sec': ['nin:01819012345'], [`${N}nin`]: '01819012345' })
    expect(body).not.toHaveProperty(`${N}eduPersonPrincipalName`)
    const guest = (await get('/openid/userinfo', await tokenFor(ALL, 'guest'))).body
    expect(guest['dataporten-userid_sec']).toEqual(['guest:gerd@guests.example'])
    const withoutScope = (await get('/openid/userinfo', await tokenFor('openid userid-feide', 'guest'))).body
    expect(withoutScope).not.toHaveProperty('dataporten-userid_sec')
  })

  test('refuses everything else, each in its own words', async () => {
    const refusal = async (token?: string) => {
      const { status, challenge, body } = await get('/openid/userinfo', token)
      return [status, body.error, body.message, challenge]
    }
    const challenge = (error: string, words: string) =>
      `Bearer realm="feideconnect", error="${error}", error_description="Authorization Bearer Token ${words}"`
    const says = (words: string) => `Authorization Bearer Token ${words}`
    expect(await refusal()).toEqual([401, 'Unauthorized', says('not present in request'), null])
    expect(await refusal('x')).toEqual([
      ...[400, 'Bad Request', says('has invalid format')],
      challenge('invalid_request', 'has invalid format'),
    ])
    expect(await refusal(crypto.randomUUID())).toEqual([
      ...[401, 'Invalid Token', says('was not valid')],
      challenge('invalid_token', 'was not valid'),
    ])
    const late = await tokenFor('openid')
    op.elapse(late, 28_801)
    expect((await refusal(late)).slice(0, 3)).toEqual([401, 'Invalid Token', says('was expired')])
    const plain = await refusal(await tokenFor('profile'))
    expect(plain.slice(0, 2)).toEqual([403, 'Insufficient OAuth Scopes'])
    const { access } = await tokensOf(op, clientOf(op, 'service'), { grant_type: 'client_credentials' })
    expect((await refusal(access)).slice(0, 3)).toEqual([
      ...[401, 'Invalid Token', says('was not associated with an authenticated user')],
    ])
  })
})

test('userinfo before OpenID Connect has the user in one member and the client in another', async () => {
  const { body } = await get('/userinfo', await tokenFor(ALL))
  expect(body).toEqual({
    user: {
      userid: op.people.plain?.uniqueId,
      userid_sec: ['feide:ada@nordhavn.example'],
      name: 'Ada Lovelace',
      email: 'ada.lovelace@nordhavn.example',
      profilephoto: expect.stringMatching(/^p:[0-9a-f-]{36}$/),
    },
    audience: op.clients.groups?.clientId,
  })
})

test('extended userinfo is for users of Feide, by scope', async () => {
  const path = '/userinfo/v1/userinfo'
  const { body } = await get(path, await tokenFor('openid userid-feide userinfo-name userinfo-extra userinfo-language'))
  expect(body).toEqual({
    displayName: 'Ada Lovelace',
    cn: ['Ada Lovelace'],
    eduPersonPrincipalName: 'ada@nordhavn.example',
    preferredLanguage: 'en',
    eduPersonAffiliation: ['student', 'member'],
  })
  expect((await get(path)).status).toBe(401)
  expect((await get(path, await tokenFor('openid', 'guest'))).status).toBe(404)
  const { access } = await tokensOf(op, clientOf(op, 'service'), { grant_type: 'client_credentials' })
  expect((await get(path, access)).status).toBe(403)
})

describe('groups', () => {
  test('of the organisation and of the school, by scope', async () => {
    const of = async (scope: string, as = 'many-groups') =>
      (await get('/groups/me/groups', await tokenFor(scope, as))).body
    expect(await of('openid groups-org')).toEqual([
      {
        id: 'fc:org:fjellby.example',
        displayName: 'Fjellby Municipality',
        type: 'fc:org',
        public: true,
        orgType: ['home_organization'],
        membership: {
          basic: 'member',
          affiliation: ['student', 'member'],
          primaryAffiliation: 'student',
          displayName: 'student',
        },
      },
    ])
    expect(await of('openid groups-org groups-edu')).toHaveLength(41)
    expect(await of('openid groups-edu', 'guest')).toEqual([])
  })

  test('one by one, by their identifiers', async () => {
    const token = await tokenFor('openid groups-org')
    const org = { id: 'fc:org:nordhavn.example', type: 'fc:org' }
    for (const id of [org.id, encodeURIComponent(org.id)]) {
      expect((await get(`/groups/me/groups/${id}`, token)).body).toMatchObject(org)
    }
    expect((await get('/groups/me/groups/fc:org:elsewhere.example', token)).status).toBe(404)
    expect((await get('/groups/grouptypes')).body).toContainEqual({ id: 'fc:org', displayName: 'Organisation' })
  })

  test('are told neither without a scope for them nor without a user', async () => {
    expect((await get('/groups/me/groups', await tokenFor('openid'))).status).toBe(403)
    const { access } = await tokensOf(op, clientOf(op, 'service'), { grant_type: 'client_credentials' })
    expect(await get('/groups/me/groups', access)).toMatchObject({
      status: 403,
      body: { message: 'Token misses required scope, or is not associated with a user' },
    })
  })
})
