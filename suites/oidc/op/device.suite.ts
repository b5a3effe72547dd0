import { describe } from 'vitest'
import { lendBrowser } from '#suites/kit/lend-browser.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 8628: a device without a browser, and a user who lends it one.
describe('Device code', { tags: ['oidc', 'op', 'device'] }, () => {
  for (const { id, title, role } of [
    { id: 'confidential', title: 'with a secret', role: 'device' },
    { id: 'public', title: 'without a secret', role: 'device-public' },
  ] as const) {
    scenario({
      id: `oidc.op.device.request-${id}`,
      title: `gives a device ${title} its codes and the address for its user`,
      given: { needs: ['device-code'], client: role },
      when: async ({ op, client }) => ({ answer: await client.device(), promised: op.profile.lifetimes.deviceCode }),
      verify: {
        'DEV-REQUEST': ({ answer, promised, expect }) => {
          expect(answer.status).toBe(200)
          expect(answer.body).toMatchObject({
            device_code: expect.any(String),
            user_code: expect.any(String),
            verification_uri: expect.stringMatching(/^https?:\/\//),
            expires_in: promised,
          })
          expect(['number', 'undefined'], 'the type of interval').toContain(typeof answer.body.interval)
        },
        'RFC8628-3.2': ({ answer, expect }) =>
          expect(answer.body).toMatchObject({
            device_code: expect.any(String),
            user_code: expect.any(String),
            verification_uri: expect.any(String),
            expires_in: expect.any(Number),
          }),
      },
    })

    scenario({
      id: `oidc.op.device.tokens-${id}`,
      title: `gives a device ${title} its tokens after the user has agreed, once`,
      given: { needs: ['device-code'], client: role },
      when: async ({ client, browser, control }) => {
        const device = control(await client.device())
        const page = await lendBrowser(browser, device)
        return { page, tokens: await client.poll(device), again: await client.poll(device) }
      },
      verify: {
        'DEV-HAPPY': ({ page, tokens, expect }) => {
          expect(page.kind).toBe('page')
          expect(page.pages).toContain('login')
          expect(tokens).toBeTokenSuccess()
        },
        'DEV-BOUND': ({ tokens, again, expect }) => {
          expect(tokens).toBeTokenSuccess()
          expect(again.body).toHaveProperty('error', 'invalid_grant')
        },
      },
    })
  }

  scenario({
    id: 'oidc.op.device.in-browser',
    title: 'takes the code, the login and the answer of a user in a browser, scripts and all',
    given: { needs: ['device-code'], client: 'device-public', driver: 'browser' },
    when: async ({ client, browser, control }) => {
      const device = control(await client.device())
      const page = await lendBrowser(browser, device)
      return { page, tokens: await client.poll(device) }
    },
    verify: {
      'DEV-HAPPY': ({ page, tokens, expect }) => {
        expect(page.kind).toBe('page')
        expect(page.pages).toContain('login')
        expect(tokens).toBeTokenSuccess()
      },
    },
  })

  scenario({
    id: 'oidc.op.device.complete-address',
    title: 'spares the user the typing where the address has the code in it',
    given: { needs: ['device-code'], client: 'device' },
    when: async ({ client, browser, control, inapplicable }) => {
      const device = control(await client.device())
      if (device.verificationUriComplete === undefined) return inapplicable('No verification_uri_complete is given.')
      const page = await browser.travel(device.verificationUriComplete, { label: 'verification page' })
      if (page.asks) await browser.answer({}, { label: 'user code confirmed' })
      return { tokens: await client.poll(device) }
    },
    verify: {
      'DEV-HAPPY': ({ tokens, expect }) => expect(tokens).toBeTokenSuccess(),
    },
  })

  scenario({
    id: 'oidc.op.device.user-code',
    title: 'gives a user code that people can read, and takes it as they type it',
    given: { needs: ['device-code'], client: 'device' },
    when: async ({ client, browser, control }) => {
      const device = control(await client.device())
      const shown = device.userCode ?? ''
      await lendBrowser(browser, { ...device, userCode: shown.replaceAll('-', '').toLowerCase() })
      return { shown, tokens: await client.poll(device) }
    },
    verify: {
      'DEV-USER-CODE': ({ shown, tokens, expect }) => {
        expect(shown.replaceAll('-', '').length, 'characters to type').toBeLessThanOrEqual(10)
        const mixed = /[a-z]/i.test(shown) && /[01]/.test(shown)
        expect(mixed, 'letters beside 0 or 1').toBe(false)
        expect(tokens).toBeTokenSuccess()
      },
    },
  })

  scenario({
    id: 'oidc.op.device.pending',
    title: 'tells a device to wait until its user has acted',
    given: { needs: ['device-code'], client: 'device' },
    when: async ({ op, client, browser, control, time }) => {
      const device = control(await client.device())
      const pending = await client.poll(device)
      await lendBrowser(browser, device)
      await time.elapse(device, op.profile.lifetimes.deviceInterval + 1)
      control(await client.poll(device))
      return { pending }
    },
    verify: {
      'DEV-PENDING': ({ pending, expect }) => expect(pending).toBeTokenError('authorization_pending', 'device.pending'),
      'RFC8628-3.5': ({ pending, expect }) => expect(pending.body).toHaveProperty('error', 'authorization_pending'),
    },
  })

  scenario({
    id: 'oidc.op.device.too-fast',
    title: 'slows a device down that asks again at once',
    given: { needs: ['device-code'], client: 'device', intrusive: true },
    when: async ({ op, client, browser, control, time }) => {
      const device = control(await client.device())
      await client.poll(device)
      const hasty = await client.poll(device, { hasty: true })
      await lendBrowser(browser, device)
      // RFC 8628 section 3.5: slow_down adds five seconds to the interval.
      await time.elapse(device, op.profile.lifetimes.deviceInterval + 6)
      control(await client.poll(device))
      return { hasty }
    },
    verify: {
      'DEV-PENDING': ({ hasty, expect }) => expect(hasty).toBeTokenError('slow_down', 'device.slow-down'),
      'RFC8628-3.5': ({ hasty, expect }) => expect(hasty.body).toHaveProperty('error', 'slow_down'),
    },
  })

  scenario({
    id: 'oidc.op.device.denied',
    title: 'tells a device that its user has refused',
    given: { needs: ['device-code'], client: 'device' },
    when: async ({ client, control, newBrowser }) => {
      const good = control(await client.device())
      await lendBrowser(await newBrowser(), good)
      control(await client.poll(good))
      const device = await client.device()
      const page = await lendBrowser(await newBrowser(), device, { consent: 'deny' })
      return { asked: page.pages.includes('consent'), denied: await client.poll(device) }
    },
    verify: {
      'DEV-PENDING': ({ asked, denied, expect }) => {
        expect(asked, 'the user is asked').toBe(true)
        expect(denied).toBeTokenError('access_denied', 'device.denied')
      },
      'RFC8628-3.5': ({ denied, expect }) => expect(denied.body).toHaveProperty('error', 'access_denied'),
    },
  })

  scenario({
    id: 'oidc.op.device.expired',
    title: 'tells a device that its code has expired',
    given: { needs: ['device-code'], client: 'device' },
    when: async ({ op, client, browser, control, time }) => {
      const good = control(await client.device())
      await lendBrowser(browser, good)
      control(await client.poll(good))
      const device = control(await client.device())
      await time.elapse(device, op.profile.lifetimes.deviceCode + 2)
      return { expired: await client.poll(device) }
    },
    verify: {
      'DEV-PENDING': ({ expired, expect }) => expect(expired).toBeTokenError('expired_token', 'device.expired'),
      'RFC8628-3.5': ({ expired, expect }) => expect(expired.body).toHaveProperty('error', 'expired_token'),
    },
  })
})
