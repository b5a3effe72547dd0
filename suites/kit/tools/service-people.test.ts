import { expect, test } from 'vitest'
import type { Person } from '#fixtures/schema/person.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { seededRandom } from '#mocks/wire/random.ts'
import { createPeople } from './service-people.ts'
import type { Session } from './session.ts'

const peopleAt = async (id: string) => {
  const known = new Map<string, Person>()
  const session = {
    target: { profile: await loadProfile(id) },
    random: seededRandom('people'),
    newcomers: new Map(),
    desk: { know: async (role: string, person: Person) => void known.set(role, person) },
  } as unknown as Session
  return { ...createPeople(session), known, newcomers: session.newcomers }
}

test('somebody new has a name and an address of their own, and is known here and at the issuer', async () => {
  const { newUser, known, newcomers } = await peopleAt('openaire-beta')
  const [one, two] = [await newUser(), await newUser()]
  const [first, second] = [known.get(one), known.get(two)]
  expect(first?.username).not.toBe(second?.username)
  expect(first?.attributes.email).not.toBe(second?.attributes.email)
  expect(first?.attributes.name).toBe('Ada Lovelace')
  expect(newcomers).toEqual(known)
})

test('nothing of the one whom they are like tells who they are', async () => {
  const { newUser, known } = await peopleAt('feide')
  const person = known.get(await newUser())
  const text = JSON.stringify(person)
  expect(text).not.toContain('ada@nordhavn.example')
  expect(person?.uniqueId).toBeUndefined()
  expect(person?.username).toMatch(/^new-\w+@nordhavn\.example$/)
  expect(person?.attributes.userid_sec).toEqual([`feide:${person?.username}`])
})

test('attributes are given, changed and taken away', async () => {
  const { newUser, changeUser, known } = await peopleAt('openaire-beta')
  const role = await newUser({ email: 'a@b.example', eduperson_entitlement: null })
  const before = known.get(role)
  expect(before?.attributes).toMatchObject({ email: 'a@b.example' })
  expect(before?.attributes).not.toHaveProperty('eduperson_entitlement')
  await changeUser(role, { email: 'c@d.example', given_name: null })
  expect(known.get(role)).toMatchObject({ username: before?.username, attributes: { email: 'c@d.example' } })
  expect(known.get(role)?.attributes).not.toHaveProperty('given_name')
})

test('others are not changed', async () => {
  const { changeUser } = await peopleAt('openaire-beta')
  await expect(changeUser('plain', { email: 'x@y.example' })).rejects.toThrow('"plain" is none')
})
