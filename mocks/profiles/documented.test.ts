import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { features } from '#fixtures/schema/profile.ts'
import { loadProfile } from './load.ts'
import { dialectNames, loadDialect } from './load-dialect.ts'
import { scratchFolder } from './scratch.ts'

const { folder, write, remove } = scratchFolder()
afterAll(remove)

const page = readFileSync(new URL('../../docs/adding-an-aai.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text)
const whole = (member: string) => blocks.find((text) => text.startsWith('{') && text.includes(`"${member}"`)) ?? ''

test('every feature, dialect and role of ours is explained', () => {
  const { clients, people } = loadProfile('openaire-beta')
  const forPeople = ['local', 'local-public', 'web-odd-secret']
  const roles = [...Object.keys(clients), ...Object.keys(people)].filter((role) => !forPeople.includes(role))
  const unexplained = [...features, ...roles, ...dialectNames()].filter((name) => !page.includes(`\`${name}\``))
  expect(unexplained).toEqual([])
})

test('the short profile on the page loads', () => {
  write('short.json', whole('lifetimes'))
  const loaded = loadProfile('./short.json', folder)
  expect(loaded).toMatchObject({ id: 'like-openaire', lifetimes: { accessToken: 900, code: 60 } })
})

test('the dialect on the page loads', () => {
  write('dialect.json', whole('machine'))
  expect(loadDialect('./dialect.json', folder).conditions['code.spent']).not.toHaveProperty('description')
})
