import { describe, expect, test } from 'vitest'
import { nameIdText } from '#mocks/saml/assertion-text.ts'
import { instant } from '#mocks/saml/markup.ts'
import type { LogoutRequest } from '#mocks/saml/messages.ts'
import { type Binding, SAML, SAMLP } from '#mocks/saml/names.ts'
import { readLogoutRequest, readLogoutResponse } from '#mocks/saml/read-messages.ts'
import { authenticityOf, type Received, receivePost, receiveRedirect, receiveSoap } from '#mocks/saml/receive.ts'
import { readCertificate } from '#mocks/xml/certificate.ts'
import { descendantsOf } from '#mocks/xml/document.ts'
import { encryptXml } from '#mocks/xml/encryption.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import type { Carelessness } from './looks.ts'
import { type Answer, fieldsIn } from './testing/browser.ts'
import { answerTo, deliver, requestFor } from './testing/logout.ts'
import { stand } from './testing/stand.ts'

const { service, visit, speaker } = stand()

const signedIn = async (...careless: readonly Carelessness[]) => {
  const sp = await service(careless)
  const visitor = visit(sp)
  await visitor.logIn()
  return { sp, visitor, speaker: speaker() }
}

const receivedIn = ({ location, text }: Answer): Received => {
  if (location !== null) return receiveRedirect(location.split('?')[1] ?? '')
  return text.startsWith('<soap') ? receiveSoap(text) : receivePost(fieldsIn(text))
}

const keysIn = (metadata: string) =>
  descendantsOf(readXml(metadata).root, DS, 'X509Certificate').flatMap(
    ({ text }) => readCertificate(text)?.publicKey ?? [],
  )

describe('who signs out at the service provider', () => {
  test('is signed out there, and sent to the identity provider with a signed request that names the session', async () => {
    const { sp, visitor } = await signedIn()
    const { sessionIndex } = (await visitor.me()) ?? {}
    const received = receivedIn(await visitor.get('/logout'))
    expect(readLogoutRequest(received.message).sessionIndexes).toEqual([sessionIndex])
    expect(authenticityOf(received, keysIn(sp.metadata())).state).toBe('valid')
    expect(await visitor.me()).toBeUndefined()
  })

  test('comes back with an answer, which is read', async () => {
    const { sp, visitor } = await signedIn()
    const { id } = readLogoutRequest(receivedIn(await visitor.get('/logout')).message)
    expect((await visitor.get(answerTo(id, sp, speaker(), false))).status).toBe(400)
    expect((await visitor.get(answerTo('_another', sp, speaker()))).status).toBe(400)
    expect(await visitor.get(answerTo(id, sp, speaker()))).toMatchObject({ status: 303, location: '/' })
  })

  test.each([
    ['logout-local', { location: '/' }],
    ['logout-forgotten', { location: expect.stringContaining('SAMLRequest=') }],
    ['logout-unsigned', { location: expect.not.stringContaining('Signature=') }],
  ] as const)('%s', async (habit, answer) => {
    const { visitor } = await signedIn(habit)
    expect(await visitor.get('/logout')).toMatchObject(answer)
    expect((await visitor.me()) === undefined).toBe(habit !== 'logout-forgotten')
  })

  test('logout-cookie-only keeps the session for whoever kept the cookie', async () => {
    const { visitor } = await signedIn('logout-cookie-only')
    const kept = new Map(visitor.cookies)
    await visitor.get('/logout')
    expect(await visitor.me()).toBeUndefined()
    for (const [name, value] of kept) visitor.cookies.set(name, value)
    expect(await visitor.me()).toBeDefined()
  })

  test('logout-nameless names no session', async () => {
    const { visitor } = await signedIn('logout-nameless')
    expect(readLogoutRequest(receivedIn(await visitor.get('/logout')).message).sessionIndexes).toEqual([])
  })
})

const bindings: readonly Binding[] = ['redirect', 'post', 'soap']

describe.for(bindings)('a request to sign out by %s', (binding) => {
  test('is heard and answered', async () => {
    const at = await signedIn()
    const request = await requestFor(at.visitor, at.sp, at.speaker)
    const received = receivedIn(await deliver(request, binding, at))
    const { inResponseTo, status } = readLogoutResponse(received.message)
    expect([inResponseTo, status.code]).toEqual([request.id, expect.stringMatching(/:Success$/)])
    expect(authenticityOf(received, keysIn(at.sp.metadata())).state).toBe('valid')
    expect(await at.visitor.me()).toBeUndefined()
  })

  test('without a signature leaves the session as it is', async () => {
    const at = await signedIn()
    await deliver(await requestFor(at.visitor, at.sp, at.speaker), binding, { ...at, signed: false })
    expect(await at.visitor.me()).toBeDefined()
  })

  test('without a signature is heard by a careless one', async () => {
    const at = await signedIn(binding === 'soap' ? 'logout-signed-soap' : 'logout-signed')
    await deliver(await requestFor(at.visitor, at.sp, at.speaker), binding, { ...at, signed: false })
    expect(await at.visitor.me()).toBeUndefined()
  })
})

const wrong: Readonly<Record<string, Partial<LogoutRequest>>> = {
  'logout-issuer': { issuer: 'https://aai.other.example' },
  'logout-destination': { destination: 'https://aai.other.example/slo' },
  'logout-expiry': { notOnOrAfter: instant(Date.now() - 3_600_000) },
  'logout-subject': { nameId: { value: '_somebody-else' } },
}

describe.for(Object.entries(wrong))('%s', ([look, change]) => {
  test.for([[], [look as Carelessness]])('is looked at, unless overlooked: %j', async (careless) => {
    const at = await signedIn(...careless)
    const request = await requestFor(at.visitor, at.sp, at.speaker)
    await deliver({ ...request, ...change }, 'redirect', at)
    expect((await at.visitor.me()) !== undefined).toBe(careless.length === 0)
  })
})

test('a request that came before signs nobody out again', async () => {
  for (const [careless, stays] of [
    [[], true],
    [['logout-replay', 'logout-subject'], false],
  ] as const) {
    const at = await signedIn(...careless)
    const request = await requestFor(at.visitor, at.sp, at.speaker)
    await deliver(request, 'soap', at)
    await at.visitor.logIn()
    await deliver(request, 'soap', at)
    expect((await at.visitor.me()) !== undefined).toBe(stays)
  }
})

test.for([
  ['logout-unheard', 'redirect'],
  ['logout-unheard-soap', 'soap'],
  ['logout-of-cookie', 'soap'],
] as const)('%s answers and stays', async ([habit, binding]) => {
  const at = await signedIn(habit)
  const received = receivedIn(await deliver(await requestFor(at.visitor, at.sp, at.speaker), binding, at))
  expect(readLogoutResponse(received.message).status.code).toMatch(/:Success$/)
  expect(await at.visitor.me()).toBeDefined()
})

test('an encrypted identifier is read, and one that cannot be is refused', async () => {
  for (const [publicKey, isThere] of [
    [undefined, false],
    [speaker().keys.publicKey, true],
  ] as const) {
    const at = await signedIn()
    const { nameId, ...request } = await requestFor(at.visitor, at.sp, at.speaker)
    const [own] = keysIn(at.sp.metadata())
    const text = nameIdText(nameId ?? { value: '' }).replace('<saml:NameID', `<saml:NameID xmlns:saml="${SAML}"`)
    const data = encryptXml(text, { publicKey: publicKey ?? own ?? speaker().keys.publicKey })
    const encryptedId = `<saml:EncryptedID>${data}</saml:EncryptedID>`
    const { status } = await deliver({ ...request, encryptedId }, 'redirect', at)
    expect([status, (await at.visitor.me()) !== undefined]).toEqual([isThere ? 400 : 303, isThere])
  }
})

test('what is no message is refused, and no mistake of the service provider', async () => {
  const { sp, visitor } = await signedIn()
  const posted = (xml: string) => visitor.post(sp.slo, { SAMLRequest: Buffer.from(xml).toString('base64') })
  const headed = `<samlp:LogoutRequest xmlns:samlp="${SAMLP}"/>`
  for (const xml of ['', '<', '<x/>', headed, '<!DOCTYPE x><x/>']) expect((await posted(xml)).status).toBe(400)
  expect((await visitor.get(sp.slo)).status).toBe(400)
})
