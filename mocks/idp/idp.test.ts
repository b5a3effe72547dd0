import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import { oidOf } from '#mocks/saml/attributes.ts'
import { authnRequestText } from '#mocks/saml/message-text.ts'
import { confirmationMethods, contextClasses, nameIdFormats, statuses } from '#mocks/saml/names.ts'
import { readServiceProviders } from '#mocks/saml/read-metadata.ts'
import { postFields } from '#mocks/saml/send.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { IdpKeys } from './keys.ts'
import { type AskingSp, askingSp, brought, logIn, requestOf, requestUrl } from './testing/asking.ts'

let op: RunningProvider
let sp: AskingSp
let strict: AskingSp

beforeAll(async () => {
  ;[op, sp, strict] = await Promise.all([
    startProvider({ profile: 'openaire-beta', samlKeys: new IdpKeys() }),
    askingSp('one'),
    askingSp('strict', { authnRequestsSigned: true }),
  ])
})
beforeEach(async () => {
  op.reset()
  await op.saml.addServiceProvider(sp.text)
  await op.saml.addServiceProvider(strict.text)
})
afterAll(() => op.close())

describe('a login at the identity provider', () => {
  it('ends in an assertion about the user, to whoever asked, signed twice', async () => {
    const { request, brought: read } = await logIn(op, sp)
    const { to, relayState, response, assertion, verdicts, encrypted } = await read()
    expect([to, relayState, encrypted]).toEqual(['https://one.example/acs', 'where I was', false])
    expect(verdicts).toMatchObject([
      { valid: true, signed: { name: 'Response' } },
      { valid: true, signed: { name: 'Assertion' } },
    ])
    expect(response).toMatchObject({
      ...{ destination: to, inResponseTo: request.id, issuer: op.saml.entityId },
      status: { code: statuses.success },
    })
    expect(assertion).toMatchObject({
      issuer: op.saml.entityId,
      subject: {
        nameId: { format: nameIdFormats.transient },
        confirmations: [{ method: confirmationMethods.bearer, recipient: to, inResponseTo: request.id }],
      },
      conditions: { audiences: [[sp.metadata.entityId]] },
      authn: { contextClass: contextClasses.passwordProtectedTransport },
    })
    const told = Object.fromEntries((assertion?.attributes ?? []).map(({ name, values }) => [name, values]))
    const { plain } = op.people
    expect(told).toMatchObject({
      [oidOf('eduPersonUniqueId')]: [`${plain?.uniqueId}@aai.openaire.eu`],
      [oidOf('voPersonID')]: [`${plain?.uniqueId}@aai.openaire.eu`],
      [oidOf('mail')]: ['ada.lovelace@university.example'],
      [oidOf('displayName')]: ['Ada Lovelace'],
      [oidOf('eduPersonEntitlement')]: plain?.attributes.eduperson_entitlement,
    })
    expect(told[oidOf('eduPersonOrcid')]).toBeUndefined()
    const [seen] = op.requests.to('saml-sso')
    expect(seen?.saml).toMatchObject({
      ...{ kind: 'AuthnRequest', binding: 'redirect', issuer: sp.metadata.entityId },
      signature: { state: 'valid', weak: false },
      message: { id: request.id },
    })
  })

  it('goes by POST as well', async () => {
    const request = requestOf(op, sp)
    const xml = signXml(authnRequestText(request), request.id, { key: sp.keys.privateKey })
    const form = Object.fromEntries(postFields({ kind: 'SAMLRequest', xml }))
    const browser = visitor(op.origin)
    const person = op.people.plain
    if (!person) throw new Error('no user')
    const last = await browser.through(await browser.post(request.destination ?? '', form), person)
    expect((await brought(op, sp, last)).response.inResponseTo).toBe(request.id)
    expect(op.requests.to('saml-sso')[0]?.saml).toMatchObject({ binding: 'post', signature: { state: 'valid' } })
  })

  it('asks a user who is known nothing, and gives another service another name', async () => {
    const { browser, brought: read } = await logIn(op, sp)
    const first = await read()
    const again = await (await logIn(op, sp, { browser })).brought()
    expect(again.assertion?.subject?.nameId).toEqual(first.assertion?.subject?.nameId)
    expect(again.assertion?.authn?.authnInstant).toBe(first.assertion?.authn?.authnInstant)
    const silent = await browser.get(requestUrl(op, sp, requestOf(op, sp, { isPassive: true })))
    expect((await brought(op, sp, silent)).response.status.code).toBe(statuses.success)
    const other = await (await logIn(op, strict, { browser })).brought()
    expect(other.assertion?.subject?.nameId?.value).not.toBe(first.assertion?.subject?.nameId?.value)
  })

  it('asks a known user again who is to be asked again', async () => {
    const { browser } = await logIn(op, sp)
    const page = await browser.get(requestUrl(op, sp, requestOf(op, sp, { forceAuthn: true })))
    expect(page.text).toContain('name="password"')
  })

  it('tells a persistent name that stays', async () => {
    const request = { nameIdPolicy: { format: nameIdFormats.persistent } }
    const [first, second] = [await logIn(op, sp, { request }), await logIn(op, sp, { request })]
    const [a, b] = [await first.brought(), await second.brought()]
    expect(a.assertion?.subject?.nameId).toMatchObject({ spNameQualifier: sp.metadata.entityId })
    expect(a.assertion?.subject?.nameId).toEqual(b.assertion?.subject?.nameId)
  })

  it('begins here, too', async () => {
    const browser = visitor(op.origin)
    const person = op.people.plain
    if (!person) throw new Error('no user')
    const first = await browser.get(op.saml.unsolicitedUrl(sp.metadata.entityId, 'there'))
    const { response, relayState } = await brought(op, sp, await browser.through(first, person))
    expect(response.inResponseTo).toBeUndefined()
    expect(relayState).toBe('there')
  })

  it('is encrypted to a service that is registered so', async () => {
    await op.saml.addServiceProvider(sp.text, { encrypt: true })
    const { encrypted, assertion, xml } = await (await logIn(op, sp)).brought()
    expect(encrypted).toBe(true)
    expect(xml).not.toContain('NameID')
    expect(assertion?.conditions?.audiences).toEqual([[sp.metadata.entityId]])
  })

  it.each([
    ['a user who does not agree', { consent: 'cancel' as const }, statuses.responder, statuses.requestDenied],
    ['silence where nobody is known', { request: { isPassive: true } }, statuses.responder, statuses.noPassive],
    [
      'a name that is not to be had',
      { request: { nameIdPolicy: { format: nameIdFormats.email } } },
      statuses.requester,
      statuses.invalidNameIdPolicy,
    ],
    [
      'a strength that is not reached',
      { request: { requestedContext: { comparison: 'exact', classes: ['https://refeds.org/profile/mfa'] } } },
      statuses.responder,
      statuses.noAuthnContext,
    ],
  ])('tells the service of %s, without an assertion', async (_, login, code, subCode) => {
    const { response, assertion, verdicts } = await (await logIn(op, sp, login)).brought()
    expect(response.status).toEqual({ code, subCode })
    expect(assertion).toBeUndefined()
    expect(verdicts[0]).toMatchObject({ valid: true })
  })
})

describe('the identity provider', () => {
  it('describes itself at the path of the real one', async () => {
    const url = op.saml.metadataUrl
    expect(url).toBe(`${op.origin}/proxy/saml2/idp/metadata.php`)
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('application/samlmetadata+xml')
    expect(await answer.text()).toContain(`entityID="${op.saml.entityId}"`)
    expect(op.saml.entityId).toBe(url)
  })

  it('takes no metadata of use to nobody', async () => {
    await expect(op.saml.addServiceProvider('<x/>')).rejects.toThrow(/describes 0 service providers/)
    await expect(op.saml.addServiceProvider('<x>')).rejects.toThrow(/line 1/)
    expect(readServiceProviders(readXml(sp.text))).toHaveLength(1)
  })

  it('bends only the login that a fault is bound to, and hands on what it gave', async () => {
    const browser = visitor(op.origin)
    browser.cookies.set(LOGIN_COOKIE, 'bent')
    const armed = op.fault('attack.saml-conditions.audience-other', { login: 'bent' })
    const bent = await (await logIn(op, sp, { browser })).brought()
    expect(bent.assertion?.conditions?.audiences).not.toEqual([[sp.metadata.entityId]])
    expect(armed.wasBorne()).toBe(true)
    expect(op.givenTo('bent').SAMLResponse).toBeDefined()
    const right = await (await logIn(op, sp)).brought()
    expect(right.assertion?.conditions?.audiences).toEqual([[sp.metadata.entityId]])
  })
})
