import { describe, expect, test } from 'vitest'
import type { ScenarioResult } from '#reports/model.ts'
import { createControls } from '../controls.ts'
import type { Raised } from '../targets/embedded.ts'
import { attacked, serviceOf } from '../testing/attacked.ts'
import type { StubManner } from '../testing/stub-service.ts'

const LIMIT = 60_000

describe('attempts at the same time share the good logins around them', () => {
  const ATTACKS = ['nonce-other', 'nonce-missing', 'exp-past', 'aud-other'].map((name) => `attack.id-token.${name}`)

  const together = async (raised: Raised): Promise<readonly ScenarioResult[]> => {
    const controls = createControls()
    return Promise.all(ATTACKS.map((attack) => attacked(raised, attack, 10_000, controls)))
  }

  test('and each shows them as evidence', { timeout: LIMIT }, async () => {
    const results = await together(await serviceOf({}))
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'fail', 'fail'])
    const folders = results.map(({ evidence }) => [...new Set(evidence.map((key) => key.split('/')[1]))])
    expect(folders).toEqual(ATTACKS.map((attack) => ['control-1', `stub.${attack}`, 'control-2']))
  })

  test.for<{ what: string; manner: StubManner }>([
    {
      what: 'takes everybody for the first who came',
      manner: {
        me: ({ sub, everybody }) => (sub ? { status: 200, body: `{"sub":"${everybody[0]}"}` } : { status: 401 }),
      },
    },
    { what: 'crashes instead of refusing', manner: { refusal: () => 'crash' } },
    { what: 'refuses everyone', manner: { welcome: () => ({ status: 403 }), me: () => ({ status: 401 }) } },
  ])('and nobody passes by them at a service that $what', { timeout: LIMIT }, async ({ manner }) => {
    const results = await together(await serviceOf(manner))
    expect(results.map(({ verdict }) => verdict)).toEqual(ATTACKS.map(() => 'skip'))
  })

  test('and one that breaks it does not keep the others from being judged, where it can be started anew', {
    timeout: LIMIT,
  }, async () => {
    const service = await serviceOf({ refusal: () => 'crash' })
    const { host, restart } = service
    const startable = host && { ...host, restart: async () => restart().then(() => true) }
    const results = await together({ ...service, ...(startable ? { host: startable } : {}) })
    expect(results.map(({ verdict }) => verdict)).toEqual(['skip', 'skip', 'fail', 'fail'])
  })
})
