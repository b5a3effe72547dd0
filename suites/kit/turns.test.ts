import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

const visitors = () => {
  const turns = createTurns()
  const inside: string[] = []
  const enter = (visit: string, alone = false) => void turns.enter(visit, alone).then(() => inside.push(visit))
  const leave = async (visit: string) => {
    turns.leave(visit)
    inside.splice(inside.indexOf(visit), 1)
    await turn()
  }
  return { enter, leave, inside }
}

test('whoever wants to be alone waits for those inside, and whoever comes later waits for them', async () => {
  const { enter, leave, inside } = visitors()
  enter('one')
  enter('two')
  enter('alone', true)
  enter('three')
  await turn()
  expect(inside).toEqual(['one', 'two'])
  await leave('one')
  expect(inside).toEqual(['two'])
  await leave('two')
  expect(inside).toEqual(['alone'])
  await leave('alone')
  expect(inside).toEqual(['three'])
})

test('two who want to be alone are so one after the other', async () => {
  const { enter, leave, inside } = visitors()
  enter('first', true)
  enter('second', true)
  await turn()
  expect(inside).toEqual(['first'])
  await leave('first')
  expect(inside).toEqual(['second'])
})

test('whoever gives up while waiting keeps nobody', async () => {
  const { enter, leave, inside } = visitors()
  enter('one')
  enter('alone', true)
  enter('two')
  await turn()
  await leave('alone')
  expect(inside).toContain('two')
})
