import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { TargetConfiguration } from '../config/resolve.ts'
import { chooseTargets } from './choose.ts'

const nobody = { targets: [], profiles: [] }
const ids = (of: readonly TargetConfiguration[]) => of.map(({ id }) => id)

const configured: readonly TargetConfiguration[] = [
  { kind: 'embedded', id: 'one', profile: 'openaire-beta', pair: 'two' },
  { kind: 'embedded', id: 'two', profile: 'openaire-production', pair: 'one' },
  { kind: 'embedded', id: 'three', profile: 'openaire-beta' },
]

test('without a configuration, both environments of our AAI, each the pair of the other', async () => {
  const { wanted, pairs } = await chooseTargets(undefined, nobody)
  expect(wanted.find(({ id }) => id === 'openaire-beta')).toMatchObject({ pair: 'openaire-production' })
  expect(wanted.find(({ id }) => id === 'openaire-production')).toMatchObject({ pair: 'openaire-beta' })
  expect(pairs).toEqual([])
})

test('without a configuration, the APIs beside those issuers too, and no other', async () => {
  const { wanted } = await chooseTargets(undefined, nobody)
  const apis = wanted.flatMap((target) => ('api' in target ? [[target.id, target.profile]] : []))
  expect(apis).toContainEqual(['openaire-beta-api', 'openaire-beta'])
  expect(apis.filter(([, profile]) => !ids(wanted).includes(String(profile)))).toEqual([])
})

test('who would have nothing to do stays away, unless asked for by name', async () => {
  const apis = await chooseTargets(undefined, { ...nobody, scenarios: ['api.user'] })
  expect(apis.wanted.filter((target) => !('api' in target))).toEqual([])
  // Their tokens are compared with those of issuers that are not played themselves.
  expect(ids(apis.pairs)).toContain('openaire-production')
  const issuers = await chooseTargets(undefined, { ...nobody, scenarios: ['oidc.op.pkce'] })
  expect(issuers.wanted.filter((target) => 'api' in target)).toEqual([])
  const both = await chooseTargets(undefined, { ...nobody, scenarios: ['oidc.op.pkce', 'api'] })
  expect(ids(both.wanted)).toEqual(ids((await chooseTargets(undefined, nobody)).wanted))
})

test('an API of ours is played by its name, alone', async () => {
  const { wanted } = await chooseTargets(undefined, { ...nobody, targets: ['feide-api'] })
  expect(wanted).toMatchObject([{ kind: 'embedded', id: 'feide-api', profile: 'feide', api: 'feide-api' }])
})

test('one of them brings its pair along, unplayed', async () => {
  const { wanted, pairs } = await chooseTargets(undefined, { ...nobody, targets: ['openaire-beta'] })
  expect([ids(wanted), ids(pairs)]).toEqual([['openaire-beta'], ['openaire-production']])
})

test('with a configuration, all of its targets, or those asked for in that order and once', async () => {
  expect(ids((await chooseTargets(configured, nobody)).wanted)).toEqual(['one', 'two', 'three'])
  const { wanted, pairs } = await chooseTargets(configured, { ...nobody, targets: ['three', 'one', 'three'] })
  expect([ids(wanted), ids(pairs)]).toEqual([['three', 'one'], ['two']])
})

test('the two sides of the migration go by their names, and each knows the other', async () => {
  const { wanted } = await chooseTargets(undefined, { ...nobody, targets: ['legacy', 'new', 'openaire-legacy'] })
  expect(wanted).toMatchObject([
    { id: 'openaire-legacy', successor: 'openaire-production' },
    { id: 'openaire-production', predecessor: 'openaire-legacy' },
  ])
  expect(wanted).toHaveLength(2)
})

test('the issuer before or after one comes along, unplayed', async () => {
  const after = await chooseTargets(undefined, { ...nobody, targets: ['new'] })
  expect(ids(after.pairs)).toContain('openaire-legacy')
  const before = await chooseTargets(undefined, { ...nobody, targets: ['legacy'] })
  expect(ids(before.pairs)).toContain('openaire-production')
})

test('in a configuration the names of both sides are its own', async () => {
  const sides: readonly TargetConfiguration[] = [
    { kind: 'embedded', id: 'legacy', profile: 'openaire-legacy' },
    { kind: 'embedded', id: 'new', profile: 'openaire-production', predecessor: 'legacy' },
  ]
  const { wanted } = await chooseTargets(sides, { ...nobody, targets: ['new', 'legacy'] })
  expect(wanted).toMatchObject([
    { id: 'new', predecessor: 'legacy' },
    { id: 'legacy', successor: 'new' },
  ])
  await expect(chooseTargets(configured, { ...nobody, targets: ['legacy'] })).rejects.toThrow('no target "legacy"')
})

test('a profile of one’s own is played by its id', async () => {
  const path = fileURLToPath(new URL('../../../docs/examples/my-aai.json', import.meta.url))
  const { wanted } = await chooseTargets(configured, { ...nobody, profiles: [path, 'openaire-beta'] })
  expect(wanted).toMatchObject([
    {
      kind: 'embedded',
      id: expect.not.stringContaining('/'),
      profile: { issuer: expect.stringContaining('https://') },
    },
    { id: 'openaire-beta', pair: 'openaire-production' },
  ])
})

test('a driver asked for goes before the configured one', async () => {
  const { wanted } = await chooseTargets(configured, { ...nobody, driver: 'browser' })
  expect(wanted.every(({ driver }) => driver === 'browser')).toBe(true)
})

test('a target that is not there is named, with those that are', async () => {
  await expect(chooseTargets(configured, { ...nobody, targets: ['four'] })).rejects.toThrow(
    'There is no target "four": there are one, two, three.',
  )
})
