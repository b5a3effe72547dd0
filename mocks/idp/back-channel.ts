import { statuses } from '#mocks/saml/names.ts'
import { readLogoutResponse } from '#mocks/saml/read-messages.ts'
import { signingKeys } from '#mocks/saml/read-metadata.ts'
import { authenticityOf, receiveSoap } from '#mocks/saml/receive.ts'
import { type LogoutMessage, logoutAddress, logoutRequest, soapBody } from './logout-message.ts'
import type { ServiceProvider } from './service-provider.ts'
import type { Idp, Participant } from './state.ts'

/** Milliseconds that a service has to answer. */
const PATIENCE = 20_000
const MOST = 256 * 1024

/** What a service said to a request over SOAP. */
export interface BackChannelAnswer {
  readonly status: number
  readonly body: string
  /** It says, signed by itself, that the session at it is over. */
  readonly success: boolean
  /** Why it is not. */
  readonly why?: string
}

const judged = (sp: ServiceProvider, requestId: string, body: string): Pick<BackChannelAnswer, 'success' | 'why'> => {
  try {
    const received = receiveSoap(body)
    const response = readLogoutResponse(received.message)
    const authenticity = authenticityOf(received, signingKeys(sp.metadata))
    if (authenticity.state === 'invalid') return { success: false, why: authenticity.why }
    if (response.inResponseTo !== requestId) return { success: false, why: 'the answer is to another request' }
    if (response.status.code === statuses.success) return { success: true }
    return { success: false, why: `the status is ${response.status.code}` }
  } catch (error) {
    return { success: false, why: error instanceof Error ? error.message : String(error) }
  }
}

const carried = async (idp: Idp, sp: ServiceProvider, location: string, message: LogoutMessage) => {
  const response = await fetch(location, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: '"http://www.oasis-open.org/committees/security"',
    },
    body: await soapBody(idp, message),
    signal: AbortSignal.timeout(PATIENCE),
  })
  const body = (await response.text()).slice(0, MOST)
  return { status: response.status, body, ...judged(sp, message.id, body) }
}

/** Tells a service over SOAP that a session is over; undefined where it takes no such messages. */
export const tellOverSoap = async (
  idp: Idp,
  sp: ServiceProvider,
  participant: Participant,
): Promise<BackChannelAnswer | undefined> => {
  const location = logoutAddress(sp, 'soap')
  if (location === undefined) return undefined
  try {
    return await carried(idp, sp, location, logoutRequest(idp, sp, location, participant))
  } catch (error) {
    return { status: 0, body: '', success: false, why: error instanceof Error ? error.message : String(error) }
  }
}
