import { onTestFinished } from 'vitest'
import type { RequirementId } from '#fixtures/requirements/index.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { free } from '../care/care.ts'
import { installMatchers } from '../checks.ts'
import type { Attempt } from '../contract-service.ts'
import { type Controls, createControls } from '../controls.ts'
import { citing } from '../definition.ts'
import { createChromiumServer } from '../drivers/chromium-server.ts'
import { usualLimits } from '../drivers/limits.ts'
import type { Stage } from '../stage.ts'
import type { DriverName, TargetSeed } from '../target.ts'
import type { WhoAmI } from '../target-service.ts'
import { type Raised, raiseEmbedded } from '../targets/embedded.ts'
import { played, worldOf } from './seed.ts'
import { type StartableStub, type StubManner, startStubService } from './stub-service.ts'

installMatchers()

export const NONCE = 'attack.id-token.nonce-other'
/** Those of one issuer are changed by nobody else: each has a copy. */
const keys = KeyRing.generate()

const registration = { clientId: 'stub', secret: 'stub-secret-of-a-service' }

export interface Setting {
  /** At /me, in JSON, unless said; `callback`: at no address. */
  readonly whoami?: (Partial<WhoAmI> & { readonly callback?: true }) | undefined
  readonly loginForm?: string
  readonly loginClick?: string
  readonly driver?: DriverName
}

const whoamiAt = (url: string, { callback, ...rest }: NonNullable<Setting['whoami']>): WhoAmI =>
  callback ? rest : { url, user: '/sub', ...rest }

/** An issuer of ours with a service of that manner, which runs already. */
export const serviceOf = async (
  manner: StubManner,
  { whoami, loginForm, loginClick, driver = 'http' }: Setting = { whoami: {} },
): Promise<Raised & Pick<StartableStub, 'restart'>> => {
  let issuer = ''
  const service = await startStubService(() => ({ ...registration, issuer }), manner)
  onTestFinished(service.close)
  const at = (path: string): string => service.origin + path
  const client = {
    ...{ ...registration, title: 'Stub', auth: 'client_secret_basic' as const, grants: ['code' as const] },
    ...{ redirectUris: [at('/callback')], postLogoutRedirectUris: [], consent: false },
  }
  const raised = await raiseEmbedded({
    kind: 'embedded',
    id: 'mine',
    profile: 'openaire-beta',
    keys: await keys,
    driver,
    service: {
      login: at('/login'),
      ...(loginForm === undefined ? {} : { loginForm }),
      ...(loginClick === undefined ? {} : { loginClick }),
      ...(whoami === undefined ? {} : { whoami: whoamiAt(at('/me'), whoami) }),
      callbacks: [at('/callback')],
      registration: client,
    },
  })
  issuer = raised.seed.issuer
  onTestFinished(raised.close)
  return { ...raised, restart: service.restart }
}

const cited: RequirementId = 'RP-IDT-CLAIMS'

/** Only where nothing less will do. */
const browserFor = ({ driver }: TargetSeed): Stage['browser'] => {
  if (driver === 'http') return async () => ({ missing: 'No browser.' })
  const { shared, close } = createChromiumServer({})
  onTestFinished(close)
  return shared
}

/** One attack between two good logins, as every scenario of a fault plays it. */
export const attacked = async (
  { seed, desk, host }: Raised,
  attack = NONCE,
  milliseconds = 10_000,
  controls: Controls = createControls(),
): Promise<ScenarioResult> => {
  const stage = { age: async () => {}, browser: browserFor(seed), care: () => free }
  const { result } = await played<{ attempt: Attempt }>(
    {
      id: `stub.${attack}`,
      given: { service: {}, users: ['many-groups'] },
      when: async ({ service }) => ({ attempt: await service.attempt(attack) }),
      verify: citing<{ attempt: Attempt }>(cited, ({ attempt, expect }) => expect(attempt).toKeepOut()),
    },
    worldOf(seed, {
      stage: { ...stage, ...(desk ? { desk: () => desk } : {}), ...(host ? { host: () => host } : {}) },
      limits: { ...usualLimits, milliseconds },
      controls,
    }),
  )
  return result
}
