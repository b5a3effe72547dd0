import { describe, expect, test } from 'vitest'
import type { ScenarioResult } from '#reports/model.ts'
import { attacked, type Setting, serviceOf } from '../testing/attacked.ts'
import type { StubManner } from '../testing/stub-service.ts'

const LIMIT = 60_000

const EXPIRED = 'attack.id-token.exp-past'

const reasonOf = ({ reason, checks }: ScenarioResult): string => reason ?? checks[0]?.message ?? ''

/** Looks at the nonce and at nothing else; who came is known to the page that they came to, and to its storage. */
const forgetful: StubManner = {
  login: () => ({
    status: 200,
    body: `<form><input name="q"><button>Search</button></form><a href="#" onclick="location='/login/aai'">Sign in</a>`,
  }),
  welcome: ({ sub }) => ({
    status: 200,
    body: `<p id="who">Hello, ${sub}!</p><script>sessionStorage['user:portal'] = '{"sub":"${sub}"}'</script>`,
  }),
  refusal: () => ({ status: 200, body: '<p id="who"></p>' }),
  me: () => ({ status: 200, body: '<p id="who"></p>' }),
}

const atOnce: StubManner = { ...forgetful, login: () => ({ status: 302, to: '/login/aai' }) }

const GREETED = { element: '#who', pattern: '^Hello, (.+)!$' }

const verdicts = async (manner: StubManner, setting: Setting): Promise<readonly ScenarioResult[]> => {
  const service = await serviceOf(manner, setting)
  return [await attacked(service), await attacked(service, EXPIRED)]
}

test('the page after a login may be all there is to see, and a verdict says so', { timeout: LIMIT }, async () => {
  const [refused, accepted] = await verdicts(atOnce, { whoami: { callback: true, ...GREETED } })
  expect([refused?.verdict, accepted?.verdict]).toEqual(['pass', 'fail'])
  for (const result of [refused, accepted])
    expect(result && reasonOf(result)).toContain('by the page where the login ended')
})

test('a login that ends at no page of the service shows nothing', { timeout: LIMIT }, async () => {
  const manner: StubManner = { ...atOnce, refusal: () => ({ status: 302, to: 'http://127.0.0.1:9/' }) }
  const result = await attacked(await serviceOf(manner, { whoami: { callback: true, ...GREETED } }))
  expect(result).toMatchObject({ verdict: 'skip' })
  expect(reasonOf(result)).toMatch(/which is no page of the service \(ownHosts\)/)
})

test('what only a browser does says so', { timeout: LIMIT }, async () => {
  const result = await attacked(await serviceOf(forgetful, { whoami: {}, loginClick: 'Sign in' }))
  expect(result).toMatchObject({ verdict: 'skip' })
  expect(reasonOf(result)).toContain('Only a real browser clicks (loginClick): make the driver browser.')
})

describe.skipIf(process.env.AAI_NO_BROWSER === '1')('in a browser', () => {
  test('a login begins with a click, and storage says who came', { timeout: LIMIT }, async () => {
    const storage = { area: 'session', key: 'user:*', pointer: '/sub' } as const
    const setting: Setting = { whoami: { storage }, loginClick: 'Sign in', driver: 'browser' }
    expect((await verdicts(forgetful, setting)).map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
  })

  test('a link that is not there is named', { timeout: LIMIT }, async () => {
    const result = await attacked(
      await serviceOf(forgetful, { whoami: { callback: true, ...GREETED }, loginClick: 'Log in', driver: 'browser' }),
    )
    expect(result).toMatchObject({ verdict: 'skip' })
    expect(reasonOf(result)).toContain('neither button, link nor element Log in: correct loginClick')
  })
})
