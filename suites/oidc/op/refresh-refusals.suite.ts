import { describe } from 'vitest'
import { forged, tampered } from '#suites/kit/forgery.ts'
import { scenario } from '#suites/kit/scenario.ts'

// A refresh token is a login that lasts: it is worth stealing.
describe('Refused refreshes', { tags: ['oidc', 'op', 'refresh'] }, () => {
  scenario({
    id: 'oidc.op.refresh.no-credentials',
    title: 'refuses to refresh for a confidential client that does not authenticate',
    given: { needs: ['refresh'], client: 'refresh' },
    when: async ({ client, control }) => {
      const tokens = await client.login()
      control(await client.refresh(tokens))
      return { refused: await client.refresh(await client.login(), { auth: 'none' }) }
    },
    verify: {
      'RFC6749-6-client': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_client', 'client.secret-missing'),
    },
  })

  scenario({
    id: 'oidc.op.refresh.other-client',
    title: 'refuses the refresh token of another client',
    given: { needs: ['refresh'], client: 'refresh', clients: ['web-two'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      control(await clientAs('web-two').login({ in: await newBrowser() }))
      const tokens = control(await client.refresh(await client.login()))
      return { refused: await clientAs('web-two').refresh(tokens) }
    },
    verify: {
      'REFRESH-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'refresh.other-client'),
    },
  })

  for (const { id, title, bend } of [
    { id: 'made-up', title: 'that it never gave', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
    { id: 'forged', title: 'that somebody else has signed', bend: (token: string) => forged(token) },
  ])
    scenario({
      id: `oidc.op.refresh.${id}`,
      title: `refuses a refresh token ${title}`,
      given: { needs: ['refresh'], client: 'refresh' },
      when: async ({ client, control }) => {
        const tokens = await client.login()
        const again = control(await client.refresh(tokens))
        return { refused: await client.refresh(await bend(again.refreshToken ?? tokens.refreshToken ?? '')) }
      },
      verify: {
        'REFRESH-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'refresh.invalid'),
      },
    })

  scenario({
    id: 'oidc.op.refresh.access-token',
    title: 'refuses an access token in the place of a refresh token',
    given: { needs: ['refresh'], client: 'refresh' },
    when: async ({ client, control }) => {
      const tokens = await client.login()
      control(await client.refresh(tokens))
      return { refused: await client.refresh(tokens.accessToken ?? '') }
    },
    verify: {
      'REFRESH-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'refresh.invalid'),
    },
  })

  scenario({
    id: 'oidc.op.refresh.missing',
    title: 'refuses a refresh without a refresh token',
    given: { needs: ['refresh'], client: 'refresh' },
    when: async ({ client, control }) => {
      control(await client.refresh(await client.login()))
      return { refused: await client.token({ grant_type: 'refresh_token' }) }
    },
    verify: {
      'RFC6749-5.2-invalid_request': ({ refused, expect }) =>
        expect(refused).toBeTokenError('invalid_request', 'refresh.missing'),
    },
  })

  scenario({
    id: 'oidc.op.refresh.revoked',
    title: 'refuses a refresh token that was revoked',
    // Keycloak revokes all that the client has of the user: not of one whom other scenarios are signing in.
    given: { needs: ['refresh', 'revocation'], client: 'refresh', user: 'other' },
    when: async ({ client, control }) => {
      const tokens = control(await client.refresh(await client.login()))
      control(await client.revoke(tokens.refreshToken ?? ''))
      return { refused: await client.refresh(tokens) }
    },
    verify: {
      'REFRESH-BOUND': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(refused.body).toHaveProperty('error', 'invalid_grant')
      },
    },
  })

  scenario({
    id: 'oidc.op.refresh.rotation',
    title: 'refuses a refresh token that it has replaced, at once and after its successor was used',
    given: { needs: ['refresh', 'refresh-rotation'], client: 'refresh' },
    when: async ({ client, control, time }) => {
      const used = await client.login()
      control(await client.refresh(used))
      const again = await client.refresh(used)
      const first = await client.login()
      // Some tell old from new by the second in which it was issued.
      await time.elapse(first, 2)
      const second = control(await client.refresh(first))
      await time.elapse(second, 2)
      control(await client.refresh(second))
      return { replaced: second.refreshToken !== first.refreshToken, again, stale: await client.refresh(first) }
    },
    verify: {
      'REFRESH-ROTATION': ({ replaced, again, stale, expect }) => {
        expect(replaced).toBe(true)
        expect(again).toBeTokenError('invalid_grant', 'refresh.reuse')
        expect(stale).toBeTokenError('invalid_grant', 'refresh.stale')
      },
    },
  })

  scenario({
    id: 'oidc.op.refresh.public-rotation',
    title: 'binds or replaces the refresh tokens of public clients',
    given: { needs: ['refresh', 'public-clients'], client: 'public-refresh' },
    when: async ({ client, control }) => {
      const first = await client.login()
      control(await client.refresh(first))
      return { again: await client.refresh(first) }
    },
    verify: {
      'RFC9700-2.2.2': ({ again, expect }) => expect(again.body).toHaveProperty('error', 'invalid_grant'),
    },
  })
})
