import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

const allowed = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'

// RFC 7636 section 4.1: 43 to 128 unreserved characters.
describe('Syntax of the PKCE verifier', { tags: ['oidc', 'op', 'pkce'] }, () => {
  for (const length of [43, 128])
    scenario({
      id: `oidc.op.pkce.verifier-${length}-characters`,
      title: `accepts a verifier of ${length} characters`,
      given: { needs: ['pkce-s256'] },
      when: async ({ client, control, random }) => {
        const authorization = control(await client.authorize({ pkce: 'S256', verifier: random.unreserved(length) }))
        return { tokens: await client.exchange(authorization) }
      },
      verify: {
        'PKCE-VERIFIER-SYNTAX': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
      },
    })

  scenario({
    id: 'oidc.op.pkce.verifier-every-character',
    title: 'accepts a verifier of every character that the standard allows',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize({ pkce: 'S256', verifier: allowed }))
      return { tokens: await client.exchange(authorization) }
    },
    verify: {
      'PKCE-VERIFIER-SYNTAX': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  for (const length of [42, 129])
    scenario({
      id: `oidc.op.pkce.verifier-${length}-characters`,
      title: `refuses a verifier of ${length} characters`,
      given: { needs: ['pkce-s256'] },
      when: async ({ client, control, random }) => {
        control(await client.login({ pkce: 'S256' }))
        const verifier = random.unreserved(length)
        const authorization = control(await client.authorize({ pkce: 'S256', verifier }))
        return { refused: await client.exchange(authorization, { verifier }) }
      },
      verify: {
        'PKCE-VERIFIER-SYNTAX': ({ refused, expect }) =>
          expect(refused).toBeTokenError('invalid_grant', 'pkce.verifier-invalid'),
      },
    })

  scenario({
    id: 'oidc.op.pkce.verifier-forbidden-characters',
    title: 'refuses a verifier with a character that the standard forbids',
    given: { needs: ['pkce-s256'] },
    when: async ({ client, control, random }) => {
      control(await client.login({ pkce: 'S256' }))
      const outcomes: [string, unknown][] = []
      for (const character of [' ', '+', '/', '=', '%', '!', '"', 'ü', '\n']) {
        const verifier = random.unreserved(43) + character
        const authorization = control(await client.authorize({ pkce: 'S256', verifier }))
        outcomes.push([character, (await client.exchange(authorization, { verifier })).body.error])
      }
      return { outcomes }
    },
    verify: {
      'PKCE-VERIFIER-SYNTAX': ({ outcomes, expect }) =>
        expect(outcomes).toEqual(outcomes.map(([character]) => [character, 'invalid_grant'])),
    },
  })
})
