import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { logoutRequestText, logoutResponseText } from '#mocks/saml/message-text.ts'
import type { LogoutRequest } from '#mocks/saml/messages.ts'
import { type Binding, nameIdFormats, statuses } from '#mocks/saml/names.ts'
import { redirectUrl, soapText } from '#mocks/saml/send.ts'
import { signXml } from '#mocks/xml/sign.ts'
import type { RunningServiceProvider } from '../index.ts'
import type { Answer, Browser } from './browser.ts'
import type { Speaker } from './idp.ts'

/** A LogoutRequest for whoever is signed in in a browser, as data. */
export const requestFor = async (
  visitor: Browser,
  sp: RunningServiceProvider,
  speaker: Speaker,
): Promise<LogoutRequest> => {
  const { nameId = '', sessionIndex = '' } = (await visitor.me()) ?? {}
  return {
    ...{ id: newId(), version: '2.0', issueInstant: instant(Date.now()), issuer: speaker.entityId },
    destination: sp.slo,
    nameId: { value: String(nameId), format: nameIdFormats.transient },
    sessionIndexes: [String(sessionIndex)],
  }
}

/** Brings it to the service provider: by this browser, or by SOAP without one. */
export const deliver = async (
  request: LogoutRequest,
  binding: Binding,
  {
    visitor,
    sp,
    speaker,
    signed = true,
  }: { visitor: Browser; sp: RunningServiceProvider; speaker: Speaker; signed?: boolean },
): Promise<Answer> => {
  const { privateKey: key } = speaker.keys
  const text = logoutRequestText(request)
  if (binding === 'redirect') {
    return visitor.get(redirectUrl(sp.slo, { kind: 'SAMLRequest', xml: text }, signed ? { key } : undefined))
  }
  const xml = signed ? signXml(text, request.id, { key }) : text
  if (binding === 'post') return visitor.post(sp.slo, { SAMLRequest: Buffer.from(xml).toString('base64') })
  const headers = { 'content-type': 'text/xml' }
  const answer = await fetch(sp.slo, { method: 'POST', headers, body: soapText(xml) })
  return { status: answer.status, location: null, text: await answer.text() }
}

/** What the identity provider answers to a LogoutRequest with this ID, as an address. */
export const answerTo = (
  id: string | undefined,
  sp: RunningServiceProvider,
  speaker: Speaker,
  isSigned = true,
): string => {
  const xml = logoutResponseText({
    ...{
      id: newId(),
      version: '2.0',
      issueInstant: instant(Date.now()),
      issuer: speaker.entityId,
      destination: sp.slo,
    },
    ...(id === undefined ? {} : { inResponseTo: id }),
    status: { code: statuses.success },
  })
  return redirectUrl(sp.slo, { kind: 'SAMLResponse', xml }, isSigned ? { key: speaker.keys.privateKey } : undefined)
}
