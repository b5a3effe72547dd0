import { expect } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { knownSecrets } from '#mocks/wire/redaction.ts'
import type { ScenarioRecord } from '#reports/model.ts'
import { free } from '../care/care.ts'
import type { AnyScenario, Scenario } from '../definition.ts'
import { createConnections } from '../drivers/connections.ts'
import { createLazyBrowserAgent } from '../drivers/lazy-browser.ts'
import { judgeAll } from '../judge.ts'
import { play } from '../play.ts'
import { keycloakForms, secretsOf, type TargetSeed } from '../target.ts'
import type { World } from '../world.ts'

/** Where nobody listens: for scenarios that send nothing. */
const NOWHERE = 'http://127.0.0.1:9'

export const CALLBACK = 'http://127.0.0.1:9/callback'

/** A target as a test wants it; the issuer lives at `origin`. */
export const seedAt = async (origin = NOWHERE, changes: Partial<TargetSeed> = {}): Promise<TargetSeed> => {
  const profile = await loadProfile('openaire-beta')
  return {
    id: 'stub',
    title: 'Stub',
    kind: 'embedded',
    issuer: origin,
    discoveryUrl: `${origin}/.well-known/openid-configuration`,
    profile: { ...profile, issuer: origin },
    dialect: 'stub-dialect',
    conditions: {
      'code.spent': { as: 'json', status: 400, error: 'invalid_grant', description: 'Code not valid' },
      'client.secret-wrong': { as: 'json', status: 401, error: 'unauthorized_client', description: 'No {what} here' },
      'authorization.client-unknown': { as: 'page', status: 400, description: 'Client not found.' },
      'authorization.prompt-none-login': { as: 'redirect', error: 'login_required' },
      'userinfo.token-invalid': { as: 'bearer', status: 401, error: 'invalid_token', description: 'Nope' },
    },
    quirks: {},
    endpoints: {
      authorization: `${origin}/auth`,
      token: `${origin}/token`,
      userinfo: `${origin}/userinfo`,
      jwks: `${origin}/jwks`,
    },
    clients: {
      web: {
        clientId: 'web',
        auth: 'client_secret_basic',
        secret: 'stub-client-secret-9',
        redirectUri: CALLBACK,
        redirectUris: [CALLBACK],
      },
    },
    users: { plain: { username: 'ada', password: 'stub-password-of-ada-7', attributes: {} } },
    forms: keycloakForms,
    patience: 0,
    intrusive: true,
    driver: 'http',
    hosts: {},
    ...changes,
  }
}

export const worldOf = (target: TargetSeed, changes: Partial<World> = {}): World => ({
  target,
  secrets: knownSecrets(secretsOf(target)),
  seed: 'test',
  stage: { age: async () => {}, browser: async () => ({ missing: 'No browser in this test.' }), care: () => free },
  clock: systemClock,
  connections: ({ authority, hosts }) => createConnections({ hosts, ...(authority ? { authority } : {}) }),
  browserAgent: createLazyBrowserAgent,
  ...changes,
})

/** Plays a scenario outside of a run; `verify` may name requirements by their level. */
export const played = <T extends object>(
  scenario: Pick<Scenario<T>, 'when'> & Partial<Scenario<T>>,
  world: World,
): Promise<ScenarioRecord> =>
  play(
    {
      scenario: { id: 'stub.scenario', title: 'does as it should', verify: {}, ...scenario } as unknown as AnyScenario,
      source: 'suites/stub.suite.ts:1',
      tags: ['stub'],
    },
    world,
    (evidence) => judgeAll({ ...evidence, expect }),
  )
