import { describe } from 'vitest'
import { attacks, MARKUP } from '#mocks/faults/index.ts'
import { recovering } from '#suites/kit/recovering.ts'
import { refusing } from '#suites/kit/refusing.ts'
import { scenario } from '#suites/kit/scenario.ts'
import { stackTraceIn } from '#suites/kit/stack-trace.ts'

const REQUIREMENTS = ['RP-STATE', 'RP-ISS-RESPONSE', 'RP-USERINFO-SUB'] as const

// What comes back from the issuer passed through the browser, and what the issuer says itself may be an error.
describe('Answers of the issuer at a service', { tags: ['oidc', 'rp', 'answers'] }, () => {
  for (const requirement of REQUIREMENTS) refusing(requirement, attacks)
  recovering(attacks)

  scenario({
    id: 'oidc.rp.response.error-page',
    title: 'shows users whose login failed neither where the program fell over nor markup that came with the error',
    given: { service: {}, users: ['many-groups'] },
    when: async ({ service, inapplicable }) => {
      const failed = [
        await service.attempt('attack.response.error-with-markup'),
        await service.attempt('attack.token.failed'),
      ]
      const texts = failed.flatMap(({ login: { answer } }) => answer?.text ?? [])
      return { texts: texts.length > 0 ? texts : inapplicable('No page came after the error.') }
    },
    verify: {
      'RP-ERROR': ({ texts, expect }) => {
        const traces = texts.flatMap((text) => stackTraceIn(text) ?? [])
        expect(traces, 'stack traces in pages, which a service in production has none of').toEqual([])
        expect(texts.filter((text) => text.includes(MARKUP)).length, 'pages with markup that came with the error').toBe(
          0,
        )
      },
    },
  })
})
