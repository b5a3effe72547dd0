import { describe } from 'vitest'
import { tampered } from '#suites/kit/forgery.ts'
import { lendBrowser } from '#suites/kit/lend-browser.ts'
import { scenario } from '#suites/kit/scenario.ts'

// Nobody but the device that asked may have what its user granted.
describe('Refused devices', { tags: ['oidc', 'op', 'device'] }, () => {
  for (const { id, method, role } of [
    { id: 'client-secret-basic', method: 'client_secret_basic', role: 'device' },
    { id: 'client-secret-post', method: 'client_secret_post', role: 'device-post' },
  ] as const)
    scenario({
      id: `oidc.op.device-client.${id}`,
      title: `gives codes to a device that sends its secret by ${method}`,
      given: { needs: ['device-code'], client: role },
      when: async ({ client }) => ({ answer: await client.device({ auth: method }) }),
      verify: {
        'DEV-CONFIDENTIAL': ({ answer, expect }) => {
          expect(answer.status).toBe(200)
          expect(answer.body).toHaveProperty('device_code')
        },
        'RFC8628-3.1': ({ answer, expect }) => expect(answer.status).toBe(200),
      },
    })

  for (const { id, title, options, condition, intrusive } of [
    {
      id: 'no-secret',
      title: 'without its secret',
      options: { auth: 'none' },
      condition: 'client.secret-missing',
      intrusive: undefined,
    },
    {
      id: 'wrong-secret',
      title: 'with a wrong secret',
      options: { secret: 'not-the-secret' },
      condition: 'client.secret-wrong',
      intrusive: true,
    },
  ] as const)
    scenario({
      id: `oidc.op.device-client.${id}`,
      title: `gives no codes to a confidential device ${title}`,
      given: { needs: ['device-code'], client: 'device', intrusive },
      when: async ({ client, control }) => {
        control(await client.device())
        return { refused: await client.device(options) }
      },
      verify: {
        'DEV-CONFIDENTIAL': ({ refused, expect }) => {
          expect(refused).toBeTokenError('invalid_client', condition)
          expect(refused.body).not.toHaveProperty('device_code')
        },
        'RFC8628-3.1': ({ refused, expect }) => expect(refused.status).toBeGreaterThanOrEqual(400),
      },
    })

  scenario({
    id: 'oidc.op.device-pkce.tokens',
    title: 'gives tokens to a device that shows the verifier of its challenge',
    given: { needs: ['device-code', 'device-pkce'], client: 'device-pkce' },
    when: async ({ client, browser, control }) => {
      const device = control(await client.device())
      await lendBrowser(browser, device)
      return { tokens: await client.poll(device) }
    },
    verify: {
      'DEV-PKCE': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  for (const { id, title, verifier, condition } of [
    { id: 'verifier-missing', title: 'without a verifier', verifier: null, condition: 'pkce.verifier-missing' },
    {
      id: 'verifier-wrong',
      title: 'with the verifier of another',
      verifier: 'another-verifier-that-is-long-enough-to-be-one',
      condition: 'pkce.verifier-wrong',
    },
  ] as const)
    scenario({
      id: `oidc.op.device-pkce.${id}`,
      title: `refuses a device code that comes ${title}`,
      given: { needs: ['device-code', 'device-pkce'], client: 'device-pkce' },
      when: async ({ client, newBrowser, control }) => {
        const good = control(await client.device())
        await lendBrowser(await newBrowser(), good)
        control(await client.poll(good))
        const device = control(await client.device())
        await lendBrowser(await newBrowser(), device)
        return { refused: await client.poll(device, { verifier }) }
      },
      verify: {
        'DEV-PKCE': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', condition),
      },
    })

  scenario({
    id: 'oidc.op.device-code.other-client',
    title: 'refuses the device code of another client',
    given: { needs: ['device-code'], client: 'device', clients: ['device-public'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      const good = control(await client.device())
      await lendBrowser(await newBrowser(), good)
      control(await client.poll(good))
      const device = control(await client.device())
      await lendBrowser(await newBrowser(), device)
      return { refused: await clientAs('device-public').poll(device) }
    },
    verify: {
      'DEV-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'device.other-client'),
    },
  })

  for (const { id, title, bend } of [
    { id: 'made-up', title: 'that it never gave', bend: () => 'aai-conformance-made-this-up' },
    { id: 'tampered', title: 'with one character changed', bend: tampered },
  ])
    scenario({
      id: `oidc.op.device-code.${id}`,
      title: `refuses a device code ${title}`,
      given: { needs: ['device-code'], client: 'device' },
      when: async ({ client, browser, control }) => {
        const device = control(await client.device())
        await lendBrowser(browser, device)
        const refused = await client.poll(bend(device.deviceCode ?? ''))
        control(await client.poll(device))
        return { refused }
      },
      verify: {
        'DEV-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'device.code-unknown'),
      },
    })
})
