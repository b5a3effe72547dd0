import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import { type Stop, type Visitor, visitor } from '#mocks/op/testing/visitor.ts'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { logoutRequestText, logoutResponseText } from '#mocks/saml/message-text.ts'
import type { LogoutRequest } from '#mocks/saml/messages.ts'
import { bindings, statuses } from '#mocks/saml/names.ts'
import { readLogoutRequest, readLogoutResponse } from '#mocks/saml/read-messages.ts'
import { onlyOne, readIdentityProviders, signingKeys } from '#mocks/saml/read-metadata.ts'
import { authenticityOf, type Received, receivePost, receiveRedirect, receiveSoap } from '#mocks/saml/receive.ts'
import { redirectUrl, soapText } from '#mocks/saml/send.ts'
import type { Call } from '#mocks/wire/message.ts'
import { type Listening, listen } from '#mocks/wire/server.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { type AskingSp, askingSp, logIn, requestOf, requestUrl } from './testing/asking.ts'

let op: RunningProvider
let one: AskingSp
let two: AskingSp
let soap: AskingSp
let server: Listening
const told: Call[] = []
let status: string = statuses.success

const head = (sp: AskingSp, destination: string) => ({
  ...{ id: newId(), version: '2.0', issueInstant: instant(Date.now()) },
  ...{ destination, issuer: sp.metadata.entityId },
})

beforeAll(async () => {
  server = await listen(
    { host: '127.0.0.1', port: 0, maxBody: 100_000, failure: () => ({ status: 500, headers: [] }) },
    async (call) => {
      told.push(call)
      const inResponseTo = readLogoutRequest(receiveSoap(call.body).message).id
      const answer = { ...head(soap, ''), inResponseTo, status: { code: status } }
      const body = soapText(signXml(logoutResponseText(answer), answer.id, { key: soap.keys.privateKey }))
      return { status: 200, headers: [['Content-Type', 'text/xml']], body }
    },
  )
  ;[op, one, two, soap] = await Promise.all([
    startProvider({ profile: 'openaire-beta' }),
    askingSp('one'),
    askingSp('two', { singleLogout: [{ binding: bindings.post, location: 'https://two.example/slo' }] }),
    askingSp('soap', { singleLogout: [{ binding: bindings.soap, location: `${server.origin}/slo` }] }),
  ])
})
beforeEach(async () => {
  op.reset()
  told.length = 0
  status = statuses.success
  for (const { text } of [one, two, soap]) await op.saml.addServiceProvider(text, { consent: false })
})
afterAll(() => Promise.all([op.close(), server.close()]))

/** Signed in at these, in one browser. */
const signedIn = async (...sps: readonly AskingSp[]) => {
  const browser = visitor(op.origin)
  const sessions: Pick<LogoutRequest, 'nameId' | 'sessionIndexes'>[] = []
  for (const sp of sps) {
    const { assertion } = await (await logIn(op, sp, { browser })).brought()
    sessions.push({
      ...(assertion?.subject?.nameId ? { nameId: assertion.subject.nameId } : {}),
      sessionIndexes: [assertion?.authn?.sessionIndex ?? ''],
    })
  }
  return { browser, sessions }
}

const slo = (): string => `${op.origin}${op.profile.saml?.endpoints.slo}`

const asks = (sp: AskingSp, about: Pick<LogoutRequest, 'nameId' | 'sessionIndexes'> | undefined, signer = sp) => {
  const request: LogoutRequest = { ...head(sp, slo()), sessionIndexes: [], ...about }
  const out = { kind: 'SAMLRequest', xml: logoutRequestText(request), relayState: 'back' } as const
  return { request, url: redirectUrl(slo(), out, { key: signer.keys.privateKey }) }
}

const isKnown = async (browser: Visitor): Promise<boolean> =>
  (await browser.get(requestUrl(op, one, requestOf(op, one)))).text.includes('SAMLResponse')

const messageIn = ({ away, page }: Stop): Received => {
  if (away) return receiveRedirect(new URL(away).search.slice(1))
  const fields = page.forms[0]?.fields ?? []
  return receivePost(new URLSearchParams(fields.map(({ name, value }) => [name, value])))
}

const keys = async () =>
  signingKeys(onlyOne(readIdentityProviders(readXml(await op.saml.metadata())), 'identity provider'))

const answerOf = async (sp: AskingSp, received: Received, code: string = statuses.success): Promise<string> => {
  const { id } = readLogoutRequest(received.message)
  expect(authenticityOf(received, await keys())).toMatchObject({ state: 'valid' })
  const answer = { ...head(sp, slo()), inResponseTo: id, status: { code } }
  const relay = received.relayState === undefined ? {} : { relayState: received.relayState }
  const out = { kind: 'SAMLResponse', xml: logoutResponseText(answer), ...relay } as const
  return redirectUrl(slo(), out, { key: sp.keys.privateKey })
}

describe('a logout that a service begins', () => {
  it('ends the session and is answered over the address and state it came with', async () => {
    const { browser, sessions } = await signedIn(one)
    const { request, url } = asks(one, sessions[0])
    const stop = await browser.get(url)
    expect(stop.away).toMatch(/^https:\/\/one\.example\/slo\?SAMLResponse=/)
    const received = messageIn(stop)
    expect(received.relayState).toBe('back')
    expect(authenticityOf(received, await keys())).toMatchObject({ state: 'valid' })
    expect(readLogoutResponse(received.message)).toMatchObject({
      inResponseTo: request.id,
      status: { code: statuses.success },
    })
    expect(await isKnown(browser)).toBe(false)
  })

  it.each([
    ['all of them', statuses.success, undefined],
    ['not all of them', statuses.responder, statuses.partialLogout],
  ])('tells every other service of the session, and says that it reached %s', async (_, code, subCode) => {
    const { browser, sessions } = await signedIn(one, two, soap)
    const first = await browser.get(asks(one, sessions[0]).url)
    expect(first.page.forms[0]?.action).toBe('https://two.example/slo')
    const toTwo = messageIn(first)
    expect(readLogoutRequest(toTwo.message).nameId).toEqual(sessions[1]?.nameId)
    const last = await browser.get(await answerOf(two, toTwo, code))
    expect(readLogoutResponse(messageIn(last).message).status).toEqual({
      code: statuses.success,
      ...(subCode ? { subCode } : {}),
    })
    expect(told).toHaveLength(1)
    expect(readLogoutRequest(receiveSoap(told[0]?.body ?? '').message).nameId).toEqual(sessions[2]?.nameId)
  })

  it('goes over SOAP without a browser', async () => {
    const { browser, sessions } = await signedIn(soap, one)
    const request: LogoutRequest = { ...head(soap, slo()), sessionIndexes: [], ...sessions[0] }
    const body = soapText(signXml(logoutRequestText(request), request.id, { key: soap.keys.privateKey }))
    const answer = await fetch(slo(), { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
    const received = receiveSoap(await answer.text())
    expect(authenticityOf(received, await keys())).toMatchObject({ state: 'valid' })
    // Nobody can tell the other one, which takes messages through browsers only.
    expect(readLogoutResponse(received.message).status.subCode).toBe(statuses.partialLogout)
    expect(await isKnown(browser)).toBe(false)
  })

  it.each<[string, string, (session: Pick<LogoutRequest, 'nameId' | 'sessionIndexes'> | undefined) => string]>([
    ['unsigned', 'saml.signature-missing', (session) => asks(one, session).url.replace(/&SigAlg=.*/, '')],
    ['signed by another', 'saml.signature-invalid', (session) => asks(one, session, two).url],
  ])('is refused %s', async (_, refused, url) => {
    const { browser, sessions } = await signedIn(one)
    const stop = await browser.get(url(sessions[0]))
    expect([stop.status, stop.away]).toEqual([400, undefined])
    expect(op.requests.to('saml-slo').at(-1)?.saml).toMatchObject({ kind: 'LogoutRequest', refused })
    expect(await isKnown(browser)).toBe(true)
  })

  it('of a session of another service ends nothing', async () => {
    const { browser, sessions } = await signedIn(one)
    const response = readLogoutResponse(messageIn(await browser.get(asks(two, sessions[0]).url)).message)
    expect(response.status.subCode).toBe(statuses.unknownPrincipal)
    expect(await isKnown(browser)).toBe(true)
  })
})

describe('a logout that begins here', () => {
  it('tells every service, and ends at a page', async () => {
    const { browser } = await signedIn(one, soap)
    const first = await browser.get(op.saml.logoutUrl)
    expect(first.away).toMatch(/^https:\/\/one\.example\/slo\?SAMLRequest=/)
    const last = await browser.get(await answerOf(one, messageIn(first)))
    expect(last.text).toContain('You are logged out')
    expect(last.text).not.toContain('could not be told')
    expect(told).toHaveLength(1)
  })

  it('takes an answer once, and only from whom it asked', async () => {
    const { browser } = await signedIn(one)
    const received = messageIn(await browser.get(op.saml.logoutUrl))
    expect((await browser.get(await answerOf(two, received))).status).toBe(400)
  })

  it('can be told to one service over SOAP, bent for one login', async () => {
    const browser = visitor(op.origin)
    browser.cookies.set(LOGIN_COOKIE, 'x')
    await logIn(op, soap, { browser })
    expect(await op.saml.tellOverSoap('x', soap.metadata.entityId)).toMatchObject({ status: 200, success: true })
    expect(told[0]?.body).toContain('<ds:Signature')
    op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'saml.logout', set: { signed: false } }, { login: 'x' })
    status = statuses.requester
    expect(await op.saml.tellOverSoap('x', soap.metadata.entityId)).toMatchObject({ success: false })
    expect(told[1]?.body).not.toContain('<ds:Signature')
  })
})
