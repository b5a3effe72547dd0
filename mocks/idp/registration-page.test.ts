import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import { readPage } from '#mocks/wire/html.ts'
import { registrationPage } from './registration-page.ts'
import { type AskingSp, askingSp } from './testing/asking.ts'

let op: RunningProvider
let sp: AskingSp

beforeAll(async () => {
  ;[op, sp] = await Promise.all([startProvider({ profile: 'openaire-beta' }), askingSp('one')])
  op.pageAt('/sp', registrationPage(op))
})
afterAll(() => op.close())

const address = (): string => `${op.origin}/sp`

const fill = async (fields: Readonly<Record<string, string>>) => {
  const browser = visitor(op.origin)
  return browser.submit(await browser.get(address()), fields)
}

it('takes metadata that are pasted', async () => {
  const stop = await fill({ metadata: sp.text })
  expect([stop.status, stop.text.includes('Registered: <code>https://one.example/saml</code>')]).toEqual([201, true])
  expect(op.saml.serviceProviders()).toEqual(['https://one.example/saml'])
  expect(op.requests.all()).toEqual([])
})

it('takes metadata from an address, and says what is wrong with them', async () => {
  const stop = await fill({ url: op.saml.metadataUrl })
  expect(stop.status).toBe(400)
  expect(stop.text).toContain('describes 0 service providers')
})

it.each([
  ['nothing at all', {}, 'are needed'],
  ['an address that is none', { url: 'file:///etc/passwd' }, 'no http or https address'],
  ['an address where nobody is', { url: 'http://127.0.0.1:9/' }, 'is the service up?'],
  ['markup', { metadata: '<script>alert(1)</script>' }, 'describes 0 service providers'],
])('refuses %s', async (_, fields, says) => {
  const stop = await fill(fields)
  expect([stop.status, stop.text.includes(says), stop.text.includes('<script')]).toEqual([400, true, false])
})

it('listens to itself only, and on this machine only', async () => {
  const page = readPage(await (await fetch(address())).text())
  const token = page.forms[0]?.fields.find(({ name }) => name === 'token')?.value ?? ''
  const post = (fields: Record<string, string>, headers = {}) =>
    fetch(address(), { method: 'POST', body: new URLSearchParams(fields), headers })
  expect((await post({ metadata: sp.text })).status).toBe(403)
  expect((await post({ metadata: sp.text, token }, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ metadata: sp.text, token }, { origin: op.origin })).status).toBe(201)
})
