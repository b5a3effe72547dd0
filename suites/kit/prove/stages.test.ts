import { beforeAll, expect, test } from 'vitest'
import { faults } from '#mocks/faults/index.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import { stageFaults } from './stages.ts'

const entry = (id: string, ...cites: string[]) => ({
  id,
  title: id,
  file: 'suites/x.suite.ts',
  line: 1,
  cites,
  needs: [],
  driver: 'http' as const,
  client: 'web',
  intrusive: false,
  plays: 'op' as const,
  compares: false,
  tags: [],
})

const catalogue = [entry('signature', 'IDT-RS256'), entry('rotation', 'REFRESH-ROTATION'), entry('apart', 'WORKFLOW-2')]

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const staged = (...wanted: string[]) => stageFaults({ catalogue, keys, faults: wanted })

test('every fault has an issuer of its own, and a control that stands', () => {
  const { stages, controls } = staged()
  expect(stages.map(({ target }) => target.id)).toEqual(faults.map(({ id }) => id))
  const known = controls.map(({ id }) => id)
  expect(stages.filter(({ control }) => !known.includes(control))).toEqual([])
})

test('a fault is played to those who cite what it breaks, and so is its control', () => {
  const { stages, controls } = staged('id-token.unsigned')
  expect(stages.map(({ target }) => target.only)).toEqual([['signature']])
  expect(controls.map(({ id, only, faults: borne }) => ({ id, only, borne }))).toEqual([
    { id: 'healthy', only: ['signature'], borne: undefined },
  ])
})

test('a fault that there is not is no empty proof', () => {
  expect(() => staged('id-token.', 'id-tokn')).toThrow('No fault is called "id-tokn"')
})

test('a fault of a variant has the variant without it as its control', () => {
  const { stages, controls } = staged('refresh.rotated-works')
  expect(stages.map(({ control }) => control)).toEqual(['healthy rotating'])
  expect(controls[0]?.profile).toMatchObject({ refresh: { rotation: true } })
  expect(controls[0]?.profile).toEqual(stages[0]?.target.profile)
})

test('mends stand at both, and the fault behind them', () => {
  const { stages, controls } = staged('session.hint-ignored')
  const honoured = { at: 'behaviour', behave: { idTokenHint: 'honoured' } }
  for (const target of [stages[0]?.target, controls[0]]) expect(target?.mends).toContainEqual(honoured)
  expect([stages[0]?.target.faults?.length, controls[0]?.faults]).toEqual([1, undefined])
})

test('a variant that is wrong by itself is held against the issuer as it is', () => {
  const { stages, pairs } = staged('environments.')
  expect(stages.map(({ control }) => control)).toEqual(['healthy', 'healthy'])
  expect(stages.map(({ target }) => target.pair)).toEqual(['environments.in-one', pairs[0]?.id])
})
