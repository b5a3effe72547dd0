import { describe, expect, onTestFinished, test } from 'vitest'
import { IdpKeys } from '#mocks/idp/keys.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { attacked } from '../testing/attacked.ts'
import { type SamlStubManner, startSamlStub } from '../testing/stub-saml-service.ts'
import { type Raised, raiseEmbedded } from './embedded.ts'

const LIMIT = 60_000
const AUDIENCE = 'attack.saml-conditions.audience-other'

const keys = KeyRing.generate()
const samlKeys = new IdpKeys()

/** An identity provider of ours with a service of that manner, which runs already. */
const serviceOf = async (manner: SamlStubManner): Promise<Raised> => {
  let sso = ''
  const stub = await startSamlStub(() => sso, manner)
  onTestFinished(stub.close)
  const raised = await raiseEmbedded({
    ...{ kind: 'embedded', id: 'mine', profile: 'openaire-beta', keys: await keys, samlKeys },
    service: {
      login: `${stub.origin}/login`,
      whoami: { url: `${stub.origin}/me`, user: '/user' },
      metadata: { text: stub.metadata, source: 'the metadata' },
      owner: { source: 'the service' },
    },
  })
  onTestFinished(raised.close)
  sso = new URL(raised.seed.profile.saml?.endpoints.sso ?? '', raised.seed.issuer).href
  return raised
}

const reasonOf = ({ reason, checks }: ScenarioResult): string => reason ?? checks[0]?.message ?? ''

test('it refuses what it looks at, by whatever status, and lets in what it does not look at', {
  timeout: LIMIT,
}, async () => {
  const service = await serviceOf({
    refusal: () => ({ status: 200, body: 'Welcome!' }),
    welcome: () => ({ status: 500 }),
  })
  expect(await attacked(service, AUDIENCE)).toMatchObject({ verdict: 'pass' })
  const unsigned = await attacked(service, 'attack.saml-signature.none')
  expect(unsigned).toMatchObject({ verdict: 'fail' })
  expect(reasonOf(unsigned)).toContain('signed in')
})

test('whoever logged in may be let in where that is a remark, and nobody else', { timeout: LIMIT }, async () => {
  const service = await serviceOf({})
  // It reads the first name that it meets.
  expect(await attacked(service, 'attack.saml-wrapping.xsw3')).toMatchObject({ verdict: 'fail' })
  expect(await attacked(service, 'attack.saml-wrapping.unsigned-behind')).toMatchObject({ verdict: 'warn' })
})

interface Row {
  readonly what: string
  readonly manner: SamlStubManner
  readonly says: RegExp
  readonly patience?: number
}

const rows: readonly Row[] = [
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
    what: 'answers 200 to everything',
    manner: { me: () => ({ status: 200, body: '{}' }), refusal: () => ({ status: 200 }) },
    says: /signed nobody in/,
  },
  {
    what: 'takes everybody for the first who came',
    manner: {
      me: (user, everybody) =>
        user === undefined ? { status: 401 } : { status: 200, body: JSON.stringify({ user: everybody[0] }) },
    },
    says: /showed \S+ where \S+ had logged in: whoever comes is the same person/,
  },
  {
    what: 'shows strangers who was there last',
    manner: { me: (_, everybody) => ({ status: 200, body: JSON.stringify({ user: everybody.at(-1) }) }) },
    says: /A browser that was never there is \S+ to the service/,
  },
  {
    what: 'names the user on the page of a login that it refuses',
    manner: { refusal: (claimed) => ({ status: 200, body: `Hello ${claimed}` }) },
    says: /The page after the login names \S+, though nobody is signed in afterwards/,
  },
]

describe('nothing passes at a SAML service that', () => {
  test.for(rows)('$what', { timeout: LIMIT }, async ({ manner, says, patience }) => {
    const result = await attacked(await serviceOf(manner), AUDIENCE, patience)
    expect(result).toMatchObject({ verdict: 'skip' })
    expect(reasonOf(result)).toMatch(says)
  })
})
