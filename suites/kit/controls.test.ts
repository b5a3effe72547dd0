import { expect, test } from 'vitest'
import { type Control, createControls, type PlayControl } from './controls.ts'

const good: Control = { exchanges: {} }
const bad: Control = { exchanges: {}, failure: (what) => `${what} failed` }

/** Plays controls that end when they are told to. */
const stage = () => {
  const open: { readonly name: string; readonly end: (control: Control) => void }[] = []
  const play: PlayControl = (name) => {
    const { promise, resolve } = Promise.withResolvers<Control>()
    open.push({ name, end: resolve })
    return promise
  }
  const names = () => open.map(({ name }) => name)
  return { open, play, names, ends: async (index: number, control: Control) => open[index]?.end(control) }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('all who ask while nothing has begun share one, and who comes later takes the last', async () => {
  const { play, names, ends } = stage()
  const controls = createControls('1-')
  const asked = [controls.before(play), controls.before(play)]
  await turn()
  expect(names()).toEqual(['control-1-1'])
  const first = { ...good }
  await ends(0, first)
  const [one, two] = await Promise.all(asked)
  expect(await controls.before(play)).toBe(first)
  expect([one, two]).toEqual([first, first])
})

test('one that has begun already shows nothing of what ended since', async () => {
  const { play, names, ends } = stage()
  const controls = createControls()
  const begun = controls.before(play)
  await turn()
  const [first, second, third] = [{ ...good }, { ...good }, { ...good }]
  await ends(0, first)
  const before = await begun
  const early = controls.next(play)
  await turn()
  const late = [controls.after(before, play), controls.after(before, play)]
  await turn()
  expect(names()).toEqual(['control-1', 'control-2'])
  await ends(1, second)
  expect(await early).toBe(second)
  await turn()
  expect(names()).toEqual(['control-1', 'control-2', 'control-3'])
  await ends(2, third)
  expect(await Promise.all(late)).toEqual([
    [second, third],
    [second, third],
  ])
})

test('it begins when nobody acts any more, whatever comes of that', async () => {
  const { play, names, ends } = stage()
  const controls = createControls()
  const begun = controls.before(play)
  await turn()
  await ends(0, good)
  const before = await begun
  const acts = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const made = acts.map(({ promise }) => controls.acting(() => promise))
  acts[0]?.resolve('first')
  expect(await made[0]).toBe('first')
  const after = controls.after(before, play)
  await turn()
  expect(names()).toHaveLength(1)
  acts[1]?.reject(new Error('ours'))
  await expect(made[1]).rejects.toThrow('ours')
  await turn()
  expect(names()).toHaveLength(2)
  const last = { ...good }
  await ends(1, last)
  expect(await after).toEqual([last])
})

test('after one that failed nobody relies on those before it', async () => {
  const { play, names, ends } = stage()
  const controls = createControls()
  const begun = controls.before(play)
  await turn()
  await ends(0, bad)
  expect(await begun).toBe(bad)
  void controls.before(play)
  await turn()
  expect(names()).toHaveLength(2)
})

test('a mistake of ours is told to all who waited, and the next one is played', async () => {
  const controls = createControls()
  const broken: PlayControl = () => Promise.reject(new Error('ours'))
  await expect(Promise.allSettled([controls.before(broken), controls.before(broken)])).resolves.toMatchObject([
    { reason: { message: 'ours' } },
    { reason: { message: 'ours' } },
  ])
  expect(await controls.before(async () => good)).toBe(good)
})
