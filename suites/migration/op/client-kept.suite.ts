import { describe } from 'vitest'
import { words } from '#suites/kit/json.ts'
import { asBefore, credentialsAt, movedLogin } from '#suites/kit/moved.ts'
import { scenario } from '#suites/kit/scenario.ts'

const kinds = [
  { id: 'secret', role: 'web', title: 'with its secret in the header' },
  { id: 'posted-secret', role: 'web-post', title: 'with its secret in the form' },
  { id: 'key', role: 'web-private-key', title: 'with its key' },
  { id: 'public', role: 'public', title: 'that has no secret' },
  { id: 'pkce', role: 'pkce', title: 'that is registered for PKCE' },
] as const

// The migration guide: clients were moved with all options, and the address is all that changes.
describe('Clients that were moved', { tags: ['migration', 'op', 'client'] }, () => {
  for (const { id, role, title } of kinds)
    scenario({
      id: `migration.op.client-kept.${id}`,
      title: `signs users in to a client ${title} as the issuer before it did`,
      given: { pair: 'predecessor', client: role },
      when: async ({ op, client, control, pair }) => {
        control(await pair.client.login())
        return movedLogin({ op, client, pair })
      },
      verify: {
        'MIG-CLIENT-KEPT': ({ authorization, tokens, expect }) => {
          expect(authorization).toBeCallback()
          expect(tokens).toBeTokenSuccess()
        },
      },
    })

  scenario({
    id: 'migration.op.client-kept.redirect-uris',
    title: 'knows every redirect URI that the issuer before it knew',
    given: { pair: 'predecessor' },
    when: async ({ client, control, pair, newBrowser }) => {
      const lost: string[] = []
      for (const uri of pair.client.redirectUris) {
        const params = asBefore(pair.client, uri)
        control(await pair.client.start({ params, in: await pair.newBrowser() }))
        const { kind } = await client.start({ params, in: await newBrowser() })
        if (kind !== 'login-page') lost.push(uri)
      }
      return { lost }
    },
    verify: {
      'MIG-CLIENT-KEPT': ({ lost, expect }) => expect(lost, 'redirect URIs that were lost on the way').toEqual([]),
    },
  })

  scenario({
    id: 'migration.op.client-kept.scopes',
    title: 'grants every scope that the issuer before it granted',
    given: { pair: 'predecessor', client: 'offline' },
    when: async ({ op, client, control, pair }) => {
      const asked = Object.keys(pair.op.profile.scopes).join(' ')
      const before = control(await pair.client.login({ scope: asked }))
      return { before: words(before.body, 'scope'), ...(await movedLogin({ op, client, pair }, asked)) }
    },
    verify: {
      'MIG-CLIENT-KEPT': ({ before, authorization, tokens, expect }) => {
        expect(authorization).toBeCallback()
        expect(words(tokens?.body, 'scope'), 'scopes granted').toEqual(expect.arrayContaining([...before]))
      },
    },
  })

  scenario({
    id: 'migration.op.client-kept.machine',
    title: 'gives a machine its token as the issuer before it did',
    given: { pair: 'predecessor', client: 'service', needs: ['client-credentials'] },
    when: async ({ op, control, pair }) => {
      const form = { grant_type: 'client_credentials' }
      control(await pair.client.token(form))
      return { tokens: await pair.client.token(form, await credentialsAt(op, pair.client)) }
    },
    verify: { 'MIG-CLIENT-KEPT': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess() },
  })

  scenario({
    id: 'migration.op.client-kept.device',
    title: 'lets a device begin as the issuer before it did',
    given: { pair: 'predecessor', client: 'device', needs: ['device-code'] },
    when: async ({ op, control, pair }) => {
      control(await pair.client.device())
      return { started: await pair.client.device(await credentialsAt(op, pair.client, 'deviceAuthorization')) }
    },
    verify: {
      'MIG-CLIENT-KEPT': ({ started, expect }) => {
        expect(started.status, 'status of the device authorization').toBe(200)
        expect(started.deviceCode, 'device code').toBeDefined()
      },
    },
  })
})
