import { expect, test } from 'vitest'
import { scenarioAddress, viewAddress } from '../address.ts'
import { formatAddress, type Item, isFiltered, matches, parseAddress, type View } from './address.ts'

const plain: View = parseAddress('')

test.for<[string, Partial<View>]>([
  ['', {}],
  ['oidc.op.pkce.s256@beta', { scenario: 'oidc.op.pkce.s256@beta' }],
  ['?v=fail&v=warn&t=beta', { verdicts: ['fail', 'warn'], targets: ['beta'] }],
  [
    'a.b@beta?tag=pkce&r=PKCE-S256&q=two%20words',
    { scenario: 'a.b@beta', tag: 'pkce', requirement: 'PKCE-S256', text: 'two words' },
  ],
  ['?q=%3F%26%3D%23%40', { text: '?&=#@' }],
])('%s is an address, there and back', ([address, view]) => {
  expect(parseAddress(`#${address}`)).toEqual({ ...plain, ...view })
  expect(formatAddress({ ...plain, ...view })).toBe(address)
})

test('the name of a part of the page is no scenario', () => {
  expect(parseAddress('#coverage')).toEqual(plain)
})

test('the page writes addresses that its script reads', () => {
  const address = `${scenarioAddress('a?b&c', 'x y')}${viewAddress([
    ['t', 'x&y=z'],
    ['r', 'ü?'],
  ])}`
  expect(parseAddress(`#${address}`)).toMatchObject({
    scenario: 'a%3Fb%26c@x%20y',
    targets: ['x&y=z'],
    requirement: 'ü?',
  })
})

const item: Item = {
  verdict: 'fail',
  target: 'beta',
  tags: ['oidc', 'pkce'],
  cites: ['PKCE-S256'],
  text: 'refuses a code oidc.op.pkce',
}

test.for<[Partial<View>, boolean]>([
  [{}, true],
  [{ verdicts: ['fail', 'error'] }, true],
  [{ verdicts: ['pass'] }, false],
  [{ targets: ['beta'] }, true],
  [{ targets: ['production'] }, false],
  [{ tag: 'pkce' }, true],
  [{ tag: 'pk' }, false],
  [{ requirement: 'PKCE-S256' }, true],
  [{ requirement: 'PKCE' }, false],
  [{ text: 'CODE refuses' }, true],
  [{ text: 'code refresh' }, false],
  [{ verdicts: ['fail'], text: 'refresh' }, false],
])('%o', ([view, kept]) => {
  expect(matches({ ...plain, ...view }, item)).toBe(kept)
})

test('an opened result and blanks filter nothing', () => {
  expect(isFiltered({ ...plain, scenario: 'a@b', text: '  ' })).toBe(false)
  expect(isFiltered({ ...plain, tag: 'pkce' })).toBe(true)
})
