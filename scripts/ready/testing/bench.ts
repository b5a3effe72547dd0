import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clean } from '#lint/registration/testing/broken.ts'
import { neededBy } from '#registration/ready/aai.ts'
import type { KnownScenario } from '#registration/ready/case.ts'
import { newSigningKey, signingKey } from '#registration/ready/seal.ts'
import type { RunResult, ScenarioResult, Target } from '#reports/model.ts'
import { sampleResult } from '#reports/testing/sample-result.ts'
import { resultText } from '#reports/write.ts'
import { type ReadyOptions, runReady } from '../run.ts'
import { sealFolder } from '../sealed-run.ts'

export const CLIENT = 'portal-of-maps'
export const registered = clean.replace('  beta:\n', `  beta:\n    clientId: ${CLIENT}\n`)
export const NOW = Date.parse('2026-11-25T12:00:00Z')
const CALLBACK = 'https://test.maps.library.eu/oidc/callback'

export const beta: Target = {
  ...{ id: 'beta', title: 'OpenAIRE AAI BETA', plays: 'op', kind: 'configured', profile: 'openaire-beta', facts: {} },
  issuer: 'https://beta.aai.openaire.eu/auth/realms/openaire',
  clients: [{ clientId: CLIENT, redirectUris: [CALLBACK], confidential: true, pkce: 'S256' }],
}
export const portal: Target = {
  ...{ id: 'portal', title: 'Service "portal"', plays: 'rp', kind: 'configured', profile: 'openaire-beta', facts: {} },
  clients: [{ clientId: 'any', redirectUris: [CALLBACK] }],
}

/** All that is registered in the sample is seen to work. */
const atAai = neededBy({
  grants: ['authorization_code', 'refresh_token'],
  postLogoutRedirectUris: ['https://test.maps.library.eu/'],
})
const ids: Readonly<Record<string, readonly string[]>> = { beta: atAai, portal: ['oidc.rp.a', 'oidc.rp.b'] }

export const catalogue: readonly KnownScenario[] = [
  ...atAai.map((id) => ({ id, plays: 'op', client: id.includes('.refresh.') ? 'refresh' : 'web' })),
  ...(ids.portal ?? []).map((id) => ({ id, plays: 'rp' })),
  { id: 'oidc.device.a', plays: 'device' },
]

export const scenario = (target: string, id: string, more: Partial<ScenarioResult> = {}): ScenarioResult => ({
  ...{ id, title: id, target, tags: [], driver: 'http', verdict: 'pass', checks: [], evidence: [], durationMs: 1 },
  ...more,
})

export type Change = (result: RunResult) => RunResult

export const as = (target: Target, change: Change = (result) => result): RunResult =>
  change({
    ...sampleResult,
    targets: [target],
    scenarios: (ids[target.id] ?? []).map((id) => scenario(target.id, id)),
    exchanges: {},
  })

export const ofRun =
  (change: Partial<RunResult['run']>): Change =>
  (result) => ({ ...result, run: { ...result.run, ...change } })

export const ofFirst =
  (more: Partial<ScenarioResult>): Change =>
  (result) => ({
    ...result,
    scenarios: result.scenarios.map((each, index) => (index === 0 ? { ...each, ...more } : each)),
  })

export const ofTargets =
  (more: Partial<Target>): Change =>
  (result) => ({ ...result, targets: result.targets.map((each) => ({ ...each, ...more })) })

/** A folder with a registration, a key, and sound runs in `aai` and `own`, unless other ones are put there. */
export const bench = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-ready-'))
  const at = (...names: readonly string[]): string => join(folder, ...names)
  const key = await signingKey(await newSigningKey())
  await writeFile(at('key.json'), JSON.stringify(key.jwk))
  const placed = async (name: string, result: RunResult, isSealed = true): Promise<string> => {
    await mkdir(at(name), { recursive: true })
    await rm(at(name, 'result.jws'), { force: true })
    await writeFile(at(name, 'result.json'), resultText(result))
    if (isSealed) await sealFolder(at(name), key)
    return at(name)
  }
  const usual = { aai: at('aai'), service: at('own'), key: at('key.json'), out: at('out') }
  const ready = async (options: Partial<ReadyOptions> = {}, registration = registered) => {
    await writeFile(at('service.yaml'), registration)
    let out = ''
    const code = await runReady(at('service.yaml'), {
      ...{ ...usual, environment: 'beta', days: 30, play: false, again: false, ...options },
      ...{ now: NOW, harness: sampleResult.run.harness, catalogue: async () => catalogue },
      write: (text) => {
        out += text
      },
    })
    return { code, out }
  }
  const soundRuns = async (): Promise<void> => {
    await placed('aai', as(beta))
    await placed('own', as(portal))
  }
  return { at, key, placed, ready, soundRuns, remove: () => rm(folder, { recursive: true }) }
}
