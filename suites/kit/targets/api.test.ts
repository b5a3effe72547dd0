import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { startExampleApi } from '#mocks/api/index.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { startRun } from '../run.ts'
import type { ApiSeed } from '../target-api.ts'
import type { EmbeddedTarget } from './embedded.ts'
import { raise } from './raise.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** An API that was there before the run, and knows where its issuer is going to be. */
const api = async (port: number, careless: boolean): Promise<ApiSeed> => {
  const endpoint = `http://127.0.0.1:${port}/auth/realms/openaire/protocol/openid-connect/userinfo`
  const faults = careless ? [{ at: 'behaviour', skip: ['api.token-in-query', 'api.token-repeated'] } as const] : []
  const { origin, close } = await startExampleApi({ protection: { kind: 'userinfo', endpoint }, faults })
  closing.push(close)
  return {
    protection: 'bearer',
    ours: false,
    resource: `${origin}/whoami`,
    shows: { user: '/sub' },
    tokens: { client: 'web', opens: 'openid' },
  }
}

const targetAt = async (port: number, seed: ApiSeed): Promise<EmbeddedTarget> => ({
  kind: 'embedded',
  id: 'mine',
  profile: 'openaire-beta',
  port,
  api: seed,
  source: 'aai.config.json: targets.mine',
})

const playedAt = async (target: EmbeddedTarget): Promise<Readonly<Record<string, ScenarioResult>>> => {
  const stand = await raise([target])
  closing.push(stand.close)
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  const selection = { scenarios: [], requirements: [] }
  await (await startRun({ id: `api-${target.port}`, stand, reporter, seed: 'api', selection })).done
  return Object.fromEntries(results.map((result) => [result.id, result]))
}

test('somebody’s API is judged by tokens of an issuer that we play for it', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const results = await playedAt(await targetAt(port, await api(port, false)))
  // Nothing about issuers, gatekeepers and signed tokens is played at it.
  expect(Object.keys(results).filter((id) => !id.startsWith('api.bearer.'))).toEqual([])
  expect(results['api.bearer.opens']).toMatchObject({ verdict: 'pass' })
  expect(results['api.bearer.garbage']).toMatchObject({ verdict: 'pass' })
  expect(results['api.bearer.lacks-scope']).toMatchObject({
    verdict: 'not-applicable',
    reason: 'Any token of the issuer opens this API.',
  })
  const verdicts = new Set(Object.values(results).map(({ verdict }) => verdict))
  expect([...verdicts].toSorted()).toEqual(['not-applicable', 'pass'])
})

test('what a careless API forgets is found at it', { timeout: 60_000 }, async () => {
  const port = await freePort()
  const results = await playedAt(await targetAt(port, await api(port, true)))
  expect(results['api.bearer.in-query']).toMatchObject({ verdict: 'warn' })
  expect(results['api.bearer.two-ways']).toMatchObject({ verdict: 'warn' })
  expect(results['api.bearer.garbage']).toMatchObject({ verdict: 'pass' })
})

/** An API that was written for the gatekeeper of Feide. */
const libraryBehindOurs = async (): Promise<ApiSeed> => {
  const credentials = { username: 'gatekeeper', password: 'known-to-both' }
  const { origin, close } = await startExampleApi({ protection: { kind: 'gatekeeper', ...credentials } })
  closing.push(close)
  return {
    protection: 'gatekeeper',
    ours: false,
    resource: `${origin}/whoami`,
    direct: `${origin}/whoami`,
    forUsers: `${origin}/me`,
    credentials,
    shows: { user: '/sub', client: '/client_id' },
    tokens: { client: 'exchanger', system: 'service', opens: 'openid userid gk_library', lacks: 'openid gk_grades' },
    behind: 'library',
  }
}

test('somebody’s API is judged behind a gatekeeper that we play', { timeout: 60_000 }, async () => {
  const results = await playedAt({ kind: 'embedded', id: 'mine', profile: 'feide', api: await libraryBehindOurs() })
  expect(Object.keys(results).length).toBeGreaterThan(30)
  const bad = Object.values(results).filter(({ verdict }) => verdict !== 'pass')
  expect(bad.map(({ id, reason }) => [id, reason]).toSorted()).toEqual([
    ['api.spoofed.scopes', 'Target "mine" does not say where its answer shows scopes: add shows.scopes.'],
    ['api.user.for-systems', 'Target "mine" does not say forSystems: add it.'],
  ])
})

test('an API behind our gatekeeper that is not there is named', async () => {
  const api = { ...(await libraryBehindOurs()), direct: `http://127.0.0.1:${await freePort()}/whoami` }
  await expect(
    raise([{ kind: 'embedded', id: 'mine', profile: 'feide', api, source: 'targets.mine' }]),
  ).rejects.toThrow(/^targets\.mine\.direct is http.*, where nobody answers: start the API\.$/)
})

test('an API that is not there is named before anything is played', async () => {
  const [port, nobody] = [await freePort(), await freePort()]
  const seed = { ...(await api(port, false)), resource: `http://127.0.0.1:${nobody}/whoami` }
  await expect(raise([await targetAt(port, seed)])).rejects.toThrow(
    /^aai\.config\.json: targets\.mine\.resource: .*nothing listens there/,
  )
  // The issuer beside it is gone again.
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})
