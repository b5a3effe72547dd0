import { expect, it } from 'vitest'
import { spellings } from './spellings.ts'

const registered = [
  'https://portal.example/oidc/callback',
  'http://127.0.0.1:9999/callback',
  'https://rp.example.org:8443/realms/a/login',
]

it('names every spelling once', () => {
  const ids = spellings.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
})

it.for(registered)('spells %s otherwise, in as many ways as there are rows', (uri) => {
  const spelled = spellings.map(({ of }) => of(uri)).filter((each) => each !== undefined)
  expect(spelled).not.toContain(uri)
  expect(new Set(spelled).size).toBe(spelled.length)
})

it('leaves out what is the same where there is no path', () => {
  const same = spellings.filter(({ of }) => of('https://portal.example/') === undefined).map(({ id }) => id)
  expect(same).toEqual(expect.arrayContaining(['root', 'upper-case-path']))
})

it('leaves out another port where any port is right', () => {
  const port = spellings.find(({ id }) => id === 'other-port')
  expect(port?.of('http://127.0.0.1/callback')).toBeUndefined()
  expect(port?.of('https://portal.example/callback')).toBe('https://portal.example:8081/callback')
})

it('keeps what stands behind the place that it bends', () => {
  const spell = (id: string) => spellings.find((each) => each.id === id)?.of('https://portal.example/oidc/callback')
  expect(spell('sub-domain')).toBe('https://evil.portal.example/oidc/callback')
  expect(spell('userinfo-host')).toBe('https://portal.example@evil.example/oidc/callback')
  expect(spell('encoded-slash')).toBe('https://portal.example/oidc/%2Fcallback')
  expect(spell('encoded-letter')).toBe('https://portal.example/oidc/callbac%6b')
  expect(spell('look-alike')).toMatch(/\/c[a-z]*а/)
})
