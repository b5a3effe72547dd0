import type { SamlEndpointName } from '#fixtures/schema/profile.ts'
import { type Call, mediaType, type Reply } from '#mocks/wire/message.ts'
import { escapeXml } from '#mocks/xml/escape.ts'
import { consent, login } from './login.ts'
import { beginLogout, singleLogout } from './logout.ts'
import { metadataOf } from './metadata.ts'
import { note } from './note.ts'
import { errorPage } from './pages.ts'
import { Refusal } from './refusal.ts'
import { singleSignOn } from './sso.ts'
import type { Idp } from './state.ts'

const metadata = async (idp: Idp): Promise<Reply> => ({
  status: 200,
  headers: [
    ['Content-Type', 'application/samlmetadata+xml'],
    ['X-Content-Type-Options', 'nosniff'],
  ],
  body: await metadataOf(idp),
})

const handlers: Readonly<Record<SamlEndpointName, (idp: Idp, call: Call) => Promise<Reply>>> = {
  metadata,
  sso: singleSignOn,
  slo: singleLogout,
  login,
  consent,
  logout: beginLogout,
}

/** SOAP 1.1 section 4.4: whoever asks over SOAP is a program. */
const soapFault = (why: string): Reply => ({
  status: 500,
  headers: [['Content-Type', 'text/xml; charset=utf-8']],
  body: `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>${why}</faultstring></soap:Fault></soap:Body></soap:Envelope>`,
})

/** The form that takes a message on, and no other. */
const carrying = ({ issuer }: Idp, reply: Reply): Reply => {
  const { body } = reply
  if (issuer.faults.behaviour('samlForm') !== 'get' || !body?.includes('name="SAMLResponse"')) return reply
  return { ...reply, body: body.replace('<form method="post"', '<form method="get"') }
}

const isSoap = (endpoint: SamlEndpointName, { method, headers }: Call): boolean =>
  endpoint === 'slo' && method === 'POST' && /[/+]xml$/.test(mediaType(headers))

const METHODS = new Set(['GET', 'HEAD', 'POST'])

/** What the identity provider answers at one of its addresses. */
export const handle = async (idp: Idp, endpoint: SamlEndpointName, call: Call): Promise<Reply> => {
  if (!METHODS.has(call.method)) return { status: 405, headers: [['Allow', 'GET, POST']] }
  try {
    return carrying(idp, await handlers[endpoint](idp, call))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    note(call, { refused: error.condition, why: error.message })
    return isSoap(endpoint, call) ? soapFault(escapeXml(error.message)) : errorPage(idp, 400, error.message)
  }
}
