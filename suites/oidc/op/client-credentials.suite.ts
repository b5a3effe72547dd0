import { describe } from 'vitest'
import { machineIsTold } from '#suites/kit/apis.ts'
import type { HttpAnswer } from '#suites/kit/contract.ts'
import type { Judge } from '#suites/kit/definition.ts'
import { members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const GRANT = { grant_type: 'client_credentials' }

interface Told {
  readonly answer: HttpAnswer
  readonly id: string
  readonly scopes: readonly string[]
}

const namesMachine: Judge<Told> = ({ answer, id, scopes, expect }) => {
  const { client_id: named, sub } = members(answer.json)
  expect(named).toBe(id)
  expect(sub).not.toBe(id)
  expect(scopes, `the scope of ${sub}`).toContain(String(sub).split('@')[1])
}

// RFC 6749 section 4.4: a machine speaks for itself and for nobody else.
describe('Client credentials', { tags: ['oidc', 'op', 'client-credentials'] }, () => {
  scenario({
    id: 'oidc.op.client-credentials.token',
    title: 'gives a machine a token at once, in the name of no user',
    given: { needs: ['client-credentials'], client: 'service' },
    when: async ({ client }) => ({ tokens: await client.token(GRANT) }),
    verify: {
      'CC-HAPPY': ({ tokens, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(tokens.body).toMatchObject({ expires_in: expect.any(Number), scope: expect.any(String) })
      },
      'CC-NO-USER': ({ tokens, expect }) => {
        expect(tokens).toBeTokenSuccess()
        expect(tokens.body).not.toHaveProperty('id_token')
        expect(tokens.body).not.toHaveProperty('refresh_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.client-credentials.userinfo',
    title: 'names the machine in userinfo by client_id and by a subject of its own',
    given: { needs: ['client-credentials', 'userinfo'], client: 'service', applies: machineIsTold },
    when: async ({ op, client, control }) => {
      const tokens = control(await client.token({ ...GRANT, scope: 'openid' }))
      return { answer: await client.userinfo(tokens), id: client.id, scopes: op.profile.subject.scopes }
    },
    verify: { 'CC-CLIENT-ID-CLAIM': namesMachine },
  })

  scenario({
    id: 'oidc.op.client-credentials.introspection',
    title: 'names the machine in introspection by client_id and by a subject of its own',
    given: { needs: ['client-credentials', 'introspection'], client: 'service' },
    when: async ({ op, client, control }) => {
      const { accessToken = '' } = control(await client.token(GRANT))
      return { answer: await client.introspect(accessToken), id: client.id, scopes: op.profile.subject.scopes }
    },
    verify: { 'CC-CLIENT-ID-CLAIM': namesMachine },
  })

  scenario({
    id: 'oidc.op.client-credentials.public-client',
    title: 'refuses the grant to a public client',
    given: { needs: ['client-credentials', 'public-clients'], client: 'public', clients: ['service'] },
    when: async ({ client, clientAs, control }) => {
      control(await clientAs('service').token(GRANT))
      return { refused: await client.token(GRANT) }
    },
    verify: {
      'CC-PUBLIC': ({ refused, expect }) =>
        expect(refused).toBeTokenError('unauthorized_client', 'credentials.public-client'),
    },
  })

  scenario({
    id: 'oidc.op.client-credentials.wrong-secret',
    title: 'refuses a machine with a wrong secret',
    given: { needs: ['client-credentials'], client: 'service', intrusive: true },
    when: async ({ client, control }) => {
      control(await client.token(GRANT))
      return { refused: await client.token(GRANT, { secret: 'not-the-secret' }) }
    },
    verify: {
      'CC-BAD-SECRET': ({ refused, expect }) => {
        expect(refused.status).toBe(401)
        expect(refused).toBeTokenError('invalid_client', 'client.secret-wrong')
      },
    },
  })
})
