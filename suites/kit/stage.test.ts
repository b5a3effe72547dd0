import { expect, onTestFinished, test } from 'vitest'
import { free } from './care/care.ts'
import { joinStage, type Stage, serveStage } from './stage.ts'

const nothing: Stage = { age: async () => {}, browser: async () => ({ missing: 'none' }), care: () => free }

const served = (name: string, stage: Partial<Stage>) => {
  const { close } = serveStage(name, { ...nothing, ...stage })
  onTestFinished(close)
}

test('asks arrive with their values, and each asker gets its own answer', async () => {
  const aged: unknown[] = []
  served('t1', {
    age: async (...values) => {
      aged.push(values)
    },
    browser: async () => ({ endpoint: 'ws://x' }),
  })
  const [first, second] = [joinStage('t1', '1'), joinStage('t1', '2')]
  expect(await Promise.all([first.age('op', 'code', 60), second.browser()])).toEqual([
    undefined,
    { endpoint: 'ws://x' },
  ])
  expect(aged).toEqual([['op', 'code', 60]])
})

test('what is asked of the care of a target arrives there', async () => {
  const asked: unknown[] = []
  const care = (target: string) => ({
    ...free,
    admit: async () => `not ${target}`,
    pace: async (...values: unknown[]) => void asked.push([target, ...values]),
  })
  served('t5', { care })
  const live = joinStage('t5', '1').care('live')
  expect(await live.admit()).toBe('not live')
  await live.pace('device', 5)
  expect(asked).toEqual([['live', 'device', 5]])
})

test('a refusal arrives as one', async () => {
  served('t2', { age: () => Promise.reject(new Error('no such login')) })
  await expect(joinStage('t2', '1').age('op', 'x', 1)).rejects.toThrow('no such login')
})

test('two runs in one process do not hear each other', async () => {
  served('t3', { browser: async () => ({ endpoint: 'three' }) })
  served('t4', { browser: async () => ({ endpoint: 'four' }) })
  expect(await joinStage('t3', '1').browser()).toEqual({ endpoint: 'three' })
  expect(await joinStage('t4', '1').browser()).toEqual({ endpoint: 'four' })
})
