import { expect, test } from 'vitest'
import { deflated } from '#mocks/saml/deflate.ts'
import { readPage } from '#mocks/wire/html.ts'
import type { Landing } from '../drivers/agent.ts'
import { answerOf } from '../drivers/transport.ts'
import { carriedIn, opened } from './wire.ts'

const landingOn = (html: string, rest: Partial<Landing> = {}): Landing => ({
  answer: answerOf('https://idp.example/sso', 200, new Headers(), html),
  page: readPage(html),
  ...rest,
})

const form = (action: string): string =>
  `<form method="post" action="${action}"><input type="hidden" name="SAMLResponse" value="PGEvPg=="><input type="hidden" name="RelayState" value="here"><button>Continue</button></form>`

test('a form that no script sends carries a message as well', () => {
  expect(carriedIn(landingOn(form('https://sp.example/acs')))).toEqual({
    to: 'https://sp.example/acs',
    name: 'SAMLResponse',
    packed: 'PGEvPg==',
    relayState: 'here',
    carriedBy: 'form_post',
  })
  expect(carriedIn(landingOn(form('acs')))?.to).toBe('https://idp.example/acs')
})

test('a page, and a form of something else, carry none', () => {
  expect(carriedIn(landingOn('<p>Hello</p>'))).toBeUndefined()
  expect(carriedIn(landingOn('<form method="post"><input name="username"></form>'))).toBeUndefined()
})

test('an address that leads elsewhere carries a message, and a callback does', () => {
  const elsewhere = 'https://attacker.example/slo?SAMLRequest=abc&RelayState=x'
  expect(carriedIn(landingOn('', { elsewhere }))).toMatchObject({
    to: elsewhere,
    name: 'SAMLRequest',
    carriedBy: 'query',
  })
  const callback = { url: 'https://sp.example/acs', params: { SAMLResponse: 'abc' }, carriedBy: 'form_post' } as const
  expect(carriedIn(landingOn('', { callback }))).toMatchObject({ name: 'SAMLResponse', packed: 'abc' })
})

test('what was carried is read as its binding wants it, and nothing else', () => {
  const query = `SAMLResponse=${encodeURIComponent(deflated('<a/>'))}`
  const inAddress = {
    to: `https://sp.example/slo?${query}`,
    name: 'SAMLResponse',
    packed: '',
    carriedBy: 'query',
  } as const
  expect(opened(inAddress).document.root.name).toBe('a')
  const inForm = {
    to: 'https://sp.example/acs',
    name: 'SAMLResponse',
    packed: 'PGEvPg==',
    carriedBy: 'form_post',
  } as const
  expect(opened(inForm).document.root.name).toBe('a')
  expect(() => opened({ ...inForm, packed: deflated('<a/>') })).toThrow()
})
