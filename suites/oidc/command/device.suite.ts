import { describe } from 'vitest'
import { askingByForm } from '#suites/kit/asking-by-form.ts'
import { gapsOf, requestsTo, showsCredentials } from '#suites/kit/command-requests.ts'
import type { Command, CommandRun } from '#suites/kit/contract-command.ts'
import { scenario } from '#suites/kit/scenario.ts'

const LONG = 6

/** Seconds that each slow_down adds (RFC 8628 section 3.5), and the interval before. */
const [LONGER, SHORT] = [5, 1]

const firstRequest = (run: CommandRun, { untold }: Pick<Command, 'untold'>) =>
  requestsTo('deviceAuthorization', run)[0] ??
  untold(`The program ${run.ended} and never asked for a device code: is its flow another one?`)

const pollsOf = (run: CommandRun) => requestsTo('token', run)

// RFC 8628, from the side of the device.
describe('Programs that use the device flow', { tags: ['oidc', 'rp', 'command', 'device'] }, () => {
  scenario({
    id: 'oidc.rp.device.request',
    title: 'sends the secret that it is registered with already to the device endpoint',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command, inapplicable }) => {
      if (!command.confidential) inapplicable('The program is a public client, which has no secret to send.')
      return { asked: firstRequest(await command.run(), command) }
    },
    verify: {
      'MIG-DEVICE-SECRET': ({ asked, expect }) =>
        expect(showsCredentials(asked), 'credentials at the device endpoint').toBe(true),
    },
  })

  scenario({
    id: 'oidc.rp.device.pkce',
    title: 'uses PKCE where it is registered with it',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command, inapplicable }) => {
      if (command.pkce === undefined) inapplicable('The program is not registered with PKCE.')
      const run = await command.run()
      return { run, asked: firstRequest(run, command) }
    },
    verify: {
      'MIG-PKCE': ({ asked, run, command, expect }) => {
        expect(asked.params).toMatchObject({
          code_challenge: expect.stringMatching(/^[\w~.-]{43,128}$/),
          code_challenge_method: command.pkce,
        })
        expect(pollsOf(run)[0]?.params).toHaveProperty('code_verifier')
      },
    },
  })

  askingByForm('RP-TOKEN-REQUEST', 'device', {
    needs: 'device-code',
    title: 'polls by a form, with its secret nowhere in the address',
    params: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' },
  })

  scenario({
    id: 'oidc.rp.device.interval',
    title: 'waits between two polls as long as it was told',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command }) => ({
      run: await command.succeeds({ attack: 'attack.device.interval-long', afterPolls: 1 }),
    }),
    verify: {
      'RFC8628-3.5-interval': ({ run, command, expect }) => {
        const gaps = gapsOf(pollsOf(run))
        if (gaps.length === 0) command.untold('The program polled once only, after its user had come.')
        for (const gap of gaps) expect(gap, 'seconds between two polls').toBeGreaterThanOrEqual(LONG - 0.3)
      },
    },
  })

  scenario({
    id: 'oidc.rp.device.slow-down',
    title: 'waits five seconds longer after it was told to slow down',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command }) => {
      await command.succeeds()
      return { run: await command.run({ attack: 'attack.device.slow-down', times: 1, afterPolls: 1 }) }
    },
    verify: {
      'RFC8628-3.5-slow-down': ({ run, command, expect }) => {
        const polls = pollsOf(run)
        if (!run.attacked) command.untold('The program never polled, or this issuer tells nobody to slow down.')
        expect(run.ended, 'the program after slow_down').toBe('ended with 0')
        for (const gap of gapsOf(polls))
          expect(gap, 'seconds to the next poll').toBeGreaterThanOrEqual(LONGER + SHORT - 0.3)
      },
    },
  })

  scenario({
    id: 'oidc.rp.device.denied',
    title: 'stops and says so when its user refuses',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command }) => ({ attempt: await command.attempt('a user who refuses', { answer: 'deny' }) }),
    verify: {
      'RFC8628-3.5-stops': ({ attempt, expect }) => expect(attempt).toStopAsking(),
      'RP-ERROR': ({ attempt, expect }) => expect(attempt).toGiveUp(),
    },
  })

  for (const { id, title } of [
    { id: 'expired', title: 'when its code has expired' },
    { id: 'unknown', title: 'when the issuer does not know its code any more' },
  ]) {
    scenario({
      id: `oidc.rp.device.${id}`,
      title: `stops and says so ${title}`,
      given: { needs: ['device-code'], command: { flow: 'device' } },
      when: async ({ command }) => ({
        attempt: await command.attempt(title, { attack: `attack.device.${id}`, answer: 'none' }),
      }),
      verify: {
        'RFC8628-3.5-stops': ({ attempt, expect }) => expect(attempt).toStopAsking(),
        'RP-ERROR': ({ attempt, expect }) => expect(attempt).toGiveUp(),
      },
    })
  }

  scenario({
    id: 'oidc.rp.device.refused',
    title: 'gives up and says so when it gets no device code',
    given: { needs: ['device-code'], command: { flow: 'device' } },
    when: async ({ command }) => ({
      attempt: await command.attempt('no device code', { attack: 'attack.device.refused', answer: 'none' }),
    }),
    verify: { 'RP-ERROR': ({ attempt, expect }) => expect(attempt).toGiveUp() },
  })
})
