import { expect, test } from 'vitest'
import { stand } from './testing/stand.ts'

const { service, visit } = stand()

test('signs everybody in, and each as themselves', async () => {
  const ada = visit(await service())
  expect(await ada.me()).toBeUndefined()
  expect(await ada.logIn()).toMatchObject({ status: 303, location: '/' })
  expect(await ada.me()).toMatchObject({ account: 1, user: 'ada@aai.openaire.eu' })
})
