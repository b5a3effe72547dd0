import { describe, expect, test } from 'vitest'
import { requirements } from '#fixtures/requirements/index.ts'
import { judge } from '../judge.ts'
import { cases } from '../testing/cases.ts'
import { asking, back, type Case, leaving, other, redeeming, userinfo } from '../testing/requests.ts'
import { loginOf, sceneOf, type Written } from '../testing/steps.ts'
import { rules } from './index.ts'

const brokenIn = (steps: readonly Written[], { before, client }: Case): readonly string[] =>
  judge(sceneOf(steps, { ...(before ? { earlier: [loginOf(before, 3)] } : {}), ...(client ? { client } : {}) }))
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ rule }) => rule)

describe.for(rules.map(({ id }) => id))('%s', (id) => {
  test.for((cases[id] ?? []).map((each, index) => ({ index: index + 1, each })))(
    'sees what is wrong, and only that: $index',
    ({ each }) => {
      expect(brokenIn(each.wrong, each)).toContain(id)
      expect(brokenIn(each.right, each)).not.toContain(id)
    },
  )

  test('is tried here', () => expect(cases[id]).toBeDefined())
})

test('a login of a right service has nothing wrong', () => {
  const login = [asking(), redeeming(), userinfo(), leaving(back)]
  expect(brokenIn(login, { wrong: [], right: [], before: [asking(other)] })).toEqual([])
})

test('ids are kept apart, and cite what there is', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  for (const { cites } of rules) expect(requirements).toHaveProperty([cites])
})

test('says of a value that came before where that was', () => {
  const found = judge(sceneOf([asking()], { earlier: [loginOf([asking()], 3)] }))
  expect(found.find(({ rule }) => rule === 'state.new')).toMatchObject({
    verdict: 'fail',
    sentence: 'The state is the one of login 3: it has to be new each time.',
    step: 1,
  })
})
