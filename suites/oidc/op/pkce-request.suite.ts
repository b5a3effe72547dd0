import { describe } from 'vitest'
import { challengeOf } from '#suites/kit/hashes.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 7636 section 4.4.1, and the refusals that users of the OpenAIRE guide see most often.
describe('PKCE in the authorization request', { tags: ['oidc', 'op', 'pkce'] }, () => {
  for (const { id, title, role, needs } of [
    { id: 'confidential', title: 'a confidential client that must use PKCE', role: 'pkce', needs: ['pkce-s256'] },
    {
      id: 'public',
      title: 'a public client that must use PKCE',
      role: 'public',
      needs: ['pkce-s256', 'public-clients'],
    },
  ] as const)
    scenario({
      id: `oidc.op.pkce-request.required-${id}`,
      title: `refuses ${title} and sends no challenge`,
      given: { needs, client: role },
      when: async ({ client, control, newBrowser }) => {
        control(await client.start())
        return { refused: await client.authorize({ pkce: 'none', in: await newBrowser() }) }
      },
      verify: {
        'PKCE-CHALLENGE-MISSING': ({ refused, expect }) => {
          expect(refused).toBeAuthorizationError('invalid_request', 'pkce.method-missing')
          expect(String(refused.params.error_description)).toMatch(/Missing parameter: code_challenge(_method)?$/)
        },
        'RFC7636-4.4.1-required': ({ refused, expect }) => expect(refused.params.state).toBe(refused.request.state),
      },
    })

  scenario({
    id: 'oidc.op.pkce-request.method-without-challenge',
    title: 'refuses a method without a challenge from a client that must use PKCE',
    given: { needs: ['pkce-s256'], client: 'pkce' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      const params = { code_challenge: undefined }
      return { refused: await client.authorize({ pkce: 'S256', params, in: await newBrowser() }) }
    },
    verify: {
      'PKCE-CHALLENGE-MISSING': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('invalid_request', 'pkce.challenge-missing'),
    },
  })

  for (const [id, method] of [
    ['unknown', 'S512'],
    ['lower-case', 's256'],
    ['none', 'none'],
  ] as const)
    scenario({
      id: `oidc.op.pkce-request.method-${id}`,
      title: `refuses the code_challenge_method "${method}"`,
      given: { needs: ['pkce-s256'] },
      when: async ({ client, control, newBrowser }) => {
        control(await client.start({ pkce: 'S256' }))
        const params = { code_challenge_method: method }
        return { refused: await client.authorize({ pkce: 'S256', params, in: await newBrowser() }) }
      },
      verify: {
        'PKCE-METHOD-UNKNOWN': ({ refused, expect }) =>
          expect(refused).toBeAuthorizationError('invalid_request', 'pkce.method-unknown'),
        'RFC7636-4.4.1-method': ({ refused, expect }) => {
          expect(refused.params.error).toBe('invalid_request')
          expect(refused.params.state).toBe(refused.request.state)
        },
      },
    })

  for (const { id, title, challenge } of [
    { id: 'short', title: 'of 42 characters', challenge: 'a'.repeat(42) },
    { id: 'long', title: 'of 129 characters', challenge: 'a'.repeat(129) },
    { id: 'padded', title: 'with padding', challenge: `${challengeOf('a')}=` },
    { id: 'standard-base64', title: 'in base64 with + and /', challenge: `${challengeOf('a').slice(0, 41)}+/` },
  ])
    scenario({
      id: `oidc.op.pkce-request.challenge-${id}`,
      title: `refuses a code_challenge ${title}`,
      given: { needs: ['pkce-s256'] },
      when: async ({ client, control, newBrowser }) => {
        control(await client.start({ pkce: 'S256' }))
        const params = { code_challenge: challenge }
        return { refused: await client.authorize({ pkce: 'S256', params, in: await newBrowser() }) }
      },
      verify: {
        'RFC7636-4.2': ({ refused, expect }) =>
          expect(refused).toBeAuthorizationError('invalid_request', 'pkce.challenge-invalid'),
      },
    })

  scenario({
    id: 'oidc.op.pkce-request.announced',
    title: 'announces S256',
    given: { needs: ['pkce-s256'] },
    when: async ({ op }) => ({ document: (await op.discovery()).json }),
    verify: {
      'RFC9700-2.1.1-announced': ({ document, expect }) =>
        expect(document).toHaveProperty('code_challenge_methods_supported', expect.arrayContaining(['S256'])),
    },
  })
})
