import { signingKeys } from '#mocks/saml/read-metadata.ts'
import { receiveSoap } from '#mocks/saml/receive.ts'
import { soapText } from '#mocks/saml/send.ts'
import type { HttpAnswer } from '../contract.ts'
import type { SamlLogin, SamlLogout, SamlLogoutOptions } from '../contract-saml.ts'
import { derived } from '../evidence.ts'
import type { Party } from './login.ts'
import { sessionOf, whyNot } from './logout.ts'
import { readLogoutAnswer } from './read-message.ts'
import { askForLogout, senderOf, signedText } from './requests.ts'

const read = async ({ known }: Party, { text }: HttpAnswer): Promise<Pick<SamlLogout, 'response' | 'problem'>> => {
  try {
    return { response: readLogoutAnswer(receiveSoap(text), signingKeys(await known.trusted())) }
  } catch (error) {
    return whyNot(error)
  }
}

/** Single logout without the browser (SAML bindings section 3.2). */
export const logoutOverSoap = async (
  party: Party,
  login: SamlLogin,
  options: SamlLogoutOptions = {},
): Promise<SamlLogout> => {
  const { session, known, role, sp } = party
  const to = await known.endpoint('singleLogout', 'soap')
  const { sent, message } = askForLogout({ session, sp, to }, sessionOf(login, options), options)
  const sender = senderOf(session, role, sp, options.sign ?? 'signed')
  const answer = await session.transport({
    from: 'sp',
    to: 'idp',
    method: 'POST',
    url: to.location,
    label: 'logout request over SOAP',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: 'http://www.oasis-open.org/committees/security' },
    body: soapText(signedText(message, sender, sp.certificate)),
  })
  const found = await read(party, answer)
  const kind = found.response ? 'callback' : 'page'
  return derived({ sp: role, request: sent, kind, pages: [], answer, params: {}, told: [], ...found }, answer)
}
