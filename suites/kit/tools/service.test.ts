import { describe, expect, test } from 'vitest'
import type { ScenarioResult } from '#reports/model.ts'
import { attacked, NONCE, type Setting, serviceOf } from '../testing/attacked.ts'
import type { StubManner } from '../testing/stub-service.ts'

const LIMIT = 60_000

const reasonOf = ({ reason, checks }: ScenarioResult): string => reason ?? checks[0]?.message ?? ''

describe('what a service that works as it should is found to do', () => {
  test('it refuses what is wrong', { timeout: LIMIT }, async () => {
    expect(await attacked(await serviceOf({}))).toMatchObject({ verdict: 'pass' })
  })

  test('it lets in what it does not look at', { timeout: LIMIT }, async () => {
    const result = await attacked(await serviceOf({}), 'attack.id-token.exp-past')
    expect(result).toMatchObject({ verdict: 'fail' })
    expect(reasonOf(result)).toContain('signed in')
  })

  test('what a standard allows is a remark, which says so', { timeout: LIMIT }, async () => {
    const result = await attacked(await serviceOf({}), 'attack.id-token.at-hash-wrong')
    expect(result).toMatchObject({ verdict: 'warn' })
    expect(reasonOf(result)).toMatch(/^OpenID Connect Core 1\.0 \(3\.1\.3\.8\) .* Seen: .* signed in/)
  })

  test('what it never asks for cannot be wrong', { timeout: LIMIT }, async () => {
    expect(await attacked(await serviceOf({}), 'attack.userinfo.sub-other')).toMatchObject({
      verdict: 'not-applicable',
    })
  })

  test('it may begin anew whenever it refuses, and is not followed for ever', { timeout: LIMIT }, async () => {
    const result = await attacked(await serviceOf({ refusal: () => ({ status: 302, to: '/login' }) }))
    expect(result).toMatchObject({ verdict: 'pass' })
    expect(reasonOf(result)).toContain('begins anew without end')
  })

  test('a breakdown is a refusal that deserves a word', { timeout: LIMIT }, async () => {
    const result = await attacked(await serviceOf({ refusal: () => ({ status: 500, body: 'TypeError' }) }))
    expect(result).toMatchObject({ verdict: 'pass' })
    expect(reasonOf(result)).toContain('by a breakdown')
  })

  test('no status is a refusal or a welcome', { timeout: LIMIT }, async () => {
    const manner: StubManner = { refusal: () => ({ status: 200, body: 'Welcome!' }), welcome: () => ({ status: 404 }) }
    expect(await attacked(await serviceOf(manner))).toMatchObject({ verdict: 'pass' })
    expect(await attacked(await serviceOf(manner), 'attack.id-token.exp-past')).toMatchObject({ verdict: 'fail' })
  })

  test('it may say of nobody that all is well', { timeout: LIMIT }, async () => {
    const me: StubManner['me'] = ({ sub }) => ({ status: 200, body: sub ? JSON.stringify({ sub }) : '{}' })
    expect(await attacked(await serviceOf({ me }))).toMatchObject({ verdict: 'pass' })
  })

  test('a page may say who is signed in, by another attribute', { timeout: LIMIT }, async () => {
    const me: StubManner['me'] = ({ sub }) => ({
      status: 200,
      body: sub ? `<b id="who">${sub}</b>` : '<b id="who"></b>',
    })
    expect(await attacked(await serviceOf({ me }, { whoami: { pattern: 'id="who">([^<]*)<' } }))).toMatchObject({
      verdict: 'pass',
    })
  })

  test('a login may begin with a form and its token', { timeout: LIMIT }, async () => {
    const form = '<form method="post" action="/login/aai"><input type="hidden" name="token" value="x"></form>'
    const manner: StubManner = { login: () => ({ status: 200, body: form }) }
    const [right, wrong] = ['/login/aai', '/login/other'].map((loginForm) => ({ whoami: {}, loginForm }))
    expect(await attacked(await serviceOf(manner, right))).toMatchObject({ verdict: 'pass' })
    const reason = 'The page at login has no form to /login/other: correct loginForm.'
    expect(await attacked(await serviceOf(manner, wrong))).toMatchObject({ verdict: 'skip', reason })
  })
})

interface Row {
  readonly what: string
  readonly manner: StubManner
  readonly setting?: Setting
  readonly says: RegExp
  /** Milliseconds that an answer may take. */
  readonly patience?: number
}

const rows: readonly Row[] = [
  {
    what: 'answers nobody where a login begins',
    manner: { login: () => 'silence' },
    says: /login before the fault did not end: .*no whole answer within 2 s/,
    patience: 2_000,
  },
  {
    what: 'cuts the connection of everybody who comes back',
    manner: { welcome: () => 'cut', refusal: () => 'cut' },
    says: /login before the fault did not end: .*the connection was cut/,
  },
  {
    what: 'falls silent instead of refusing',
    manner: { refusal: () => 'silence' },
    says: /Silence is no refusal: .*no whole answer within 2 s/,
    patience: 2_000,
  },
  { what: 'cuts the connection instead of refusing', manner: { refusal: () => 'cut' }, says: /Silence is no refusal/ },
  {
    what: 'crashes instead of refusing',
    manner: { refusal: () => 'crash' },
    says: /login after the fault did not end: .*nothing listens there/,
  },
  {
    what: 'refuses everyone',
    manner: { welcome: () => ({ status: 403 }), me: () => ({ status: 401 }) },
    says: /login before the fault signed nobody in \(403 .*whoami of target "mine"/,
  },
  {
    what: 'takes everybody for the first who came',
    manner: {
      me: ({ sub, everybody }) =>
        sub ? { status: 200, body: JSON.stringify({ sub: everybody[0] }) } : { status: 401 },
    },
    says: /showed \S+ where \S+ had logged in: whoever comes is the same person/,
  },
  {
    what: 'says that everybody is the same person',
    manner: { me: () => ({ status: 200, body: '{"sub":"somebody"}' }) },
    says: /showed somebody where/,
  },
  {
    what: 'keeps the one signed in who was there before, in whatever browser',
    manner: { me: ({ everybody }) => ({ status: 200, body: JSON.stringify({ sub: everybody.at(-1) }) }) },
    says: /A browser that was never there is \S+ to the service.*whoami of target "mine"/,
  },
  {
    what: 'shows those whom it refuses who had signed in before them',
    manner: {
      me: ({ sub, known, everybody }) =>
        known ? { status: 200, body: JSON.stringify({ sub: sub ?? everybody.at(-1) }) } : { status: 401 },
    },
    says: /shows \S+, who had signed in before, in another browser/,
  },
  {
    what: 'does not tell what of its users it was said to tell',
    manner: {},
    setting: { whoami: { is: 'email' } },
    says: /showed \S+ where \S+@\S+ had logged in: .*whoami\.is of target "mine" is another attribute/,
  },
  {
    what: 'answers 200 to everything',
    manner: { login: () => ({ status: 200, body: 'OK' }), me: () => ({ status: 200, body: '{}' }) },
    says: /never came back from the issuer \(200 .*tell the service its issuer/,
  },
  {
    what: 'leads in circles before it ever comes to the issuer',
    manner: { login: () => ({ status: 302, to: '/login' }) },
    says: /never came back from the issuer/,
  },
  {
    what: 'says who is there on the page after the login only',
    manner: { welcome: ({ sub }) => ({ status: 200, body: `Hello ${sub}` }), me: () => ({ status: 401 }) },
    says: /signed nobody in.*though the page after the login named the user once/,
  },
  {
    what: 'names the user on the page of a login that it refuses',
    manner: { refusal: ({ claimed }) => ({ status: 200, body: `Hello ${claimed}` }) },
    says: /The page after the login names \S+, though nobody is signed in afterwards/,
  },
  {
    what: 'leads strangers from whoami to a login',
    manner: { me: () => ({ status: 302, to: '/login' }) },
    says: /signed nobody in/,
  },
  {
    what: 'shows nobody who is signed in',
    manner: {},
    setting: { whoami: undefined },
    says: /does not say who is signed in: add whoami/,
  },
]

describe('nothing passes at a service that', () => {
  test.for(rows)('$what', { timeout: LIMIT }, async ({ manner, setting, says, patience }) => {
    const result = await attacked(await serviceOf(manner, setting ?? { whoami: {} }), NONCE, patience)
    expect(result).toMatchObject({ verdict: 'skip' })
    expect(reasonOf(result)).toMatch(says)
  })
})
