import { describe } from 'vitest'
import { unsigned } from '#suites/kit/forgery.ts'
import { members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const sides = [
  { side: 'predecessor', id: 'old', from: 'the issuer before it' },
  { side: 'successor', id: 'new', from: 'the issuer after it' },
] as const

// A service that has changed one address and forgotten another carries what the one gave to the other.
describe('What one issuer gave at the other', { tags: ['migration', 'op', 'foreign'] }, () => {
  for (const { side, id, from } of sides) {
    scenario({
      id: `migration.op.foreign.${id}-code`,
      title: `refuses a code that ${from} gave to the same client`,
      given: { pair: side },
      when: async ({ client, control, pair }) => {
        control(await client.login())
        control(await pair.client.login())
        const foreign = control(await pair.client.authorize())
        return { refused: await client.exchange(foreign.code ?? '') }
      },
      verify: {
        'CODE-OTHER-OP': ({ refused, expect }) => {
          expect(refused).toBeTokenError('invalid_grant', 'code.unknown')
          expect(refused.body).not.toHaveProperty('access_token')
        },
      },
    })

    scenario({
      id: `migration.op.foreign.${id}-access-token`,
      title: `refuses at userinfo an access token that ${from} gave to the same client`,
      given: { pair: side, needs: ['userinfo'] },
      when: async ({ client, control, pair }) => {
        control(await client.userinfo(await client.login()))
        const foreign = await pair.client.login()
        control(await pair.client.userinfo(foreign))
        return { refused: await client.userinfo(foreign) }
      },
      verify: {
        'USERINFO-INVALID': ({ refused, expect }) =>
          expect(refused).toBeBearerError('invalid_token', 'userinfo.token-invalid'),
      },
    })

    scenario({
      id: `migration.op.foreign.${id}-refresh-token`,
      title: `refuses a refresh token that ${from} gave to the same client`,
      given: { pair: side, needs: ['refresh'], client: 'refresh' },
      when: async ({ client, control, pair }) => {
        control(await client.refresh(await client.login()))
        const foreign = control(await pair.client.refresh(await pair.client.login()))
        return { refused: await client.refresh(foreign.refreshToken ?? '') }
      },
      verify: {
        'REFRESH-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'refresh.invalid'),
      },
    })

    scenario({
      id: `migration.op.foreign.${id}-introspection`,
      title: `vouches for no access token of ${from} as for its own`,
      given: { pair: side, needs: ['introspection'] },
      when: async ({ op, client, control, pair, inapplicable }) => {
        control(await client.introspect((await client.login()).accessToken ?? ''))
        const foreign = await pair.client.login()
        const answer = await client.introspect(foreign.accessToken ?? '')
        const { iss } = members(answer.json)
        // OpenAIRE's Keycloak can ask the issuer of a token, and then says whose it is.
        if (iss === pair.op.issuer && iss !== op.issuer)
          return inapplicable(`It asks ${iss} about the tokens of that issuer.`)
        return { answer }
      },
      verify: {
        'INTRO-INACTIVE': ({ answer, expect }) => expect(answer.json).toEqual({ active: false }),
      },
    })
  }

  scenario({
    id: 'migration.op.foreign.unsigned-refresh-token',
    title: 'refuses a refresh token without a signature, as the issuer before it gave them',
    given: { pair: 'predecessor', needs: ['refresh'], client: 'refresh' },
    when: async ({ client, control, pair, note }) => {
      const before = (await pair.client.login()).refreshToken ?? ''
      note('refresh token before the move, characters', before.length)
      const own = control(await client.refresh(await client.login()))
      return { refused: await client.refresh(unsigned(own.refreshToken ?? '')) }
    },
    verify: {
      'REFRESH-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'refresh.invalid'),
    },
  })

  scenario({
    id: 'migration.op.foreign.old-id-token-hint',
    title: 'ends no session and leads nowhere for an ID token of the issuer before it',
    given: { pair: 'predecessor', needs: ['logout', 'prompt-none'] },
    when: async ({ client, control, pair, newBrowser }) => {
      const params = { post_logout_redirect_uri: client.postLogoutRedirectUri }
      const elsewhere = await newBrowser()
      const own = await client.login({ in: elsewhere })
      control(await client.logout({ hint: own, params, agrees: true, in: elsewhere }))
      const hint = await pair.client.login()
      control(await client.authorize())
      const refused = await client.logout({ hint, params })
      return { refused, after: await client.start({ params: { prompt: 'none' } }) }
    },
    verify: {
      'LOGOUT-FOREIGN-HINT': ({ refused, after, expect }) => {
        expect(refused).toBeErrorPage('logout.hint-invalid')
        expect(after).toBeCallback()
      },
    },
  })
})
