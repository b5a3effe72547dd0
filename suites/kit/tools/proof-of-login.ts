import type { SignIn } from '../contract-service.ts'
import { Shaken } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { Session } from './session.ts'

const placeOf = ({ answer }: SignIn): string =>
  answer === undefined ? 'no answer came' : `${answer.status} ${answer.url.split(/[?#]/, 1)[0]}`

type Shortcoming = (session: Session, service: ServiceSeed, login: SignIn) => string | undefined

/** Why a login shows nothing of what a service sends. */
export const strayed: Shortcoming = ({ target: { id, issuer } }, { saml }, login) => {
  if (login.trouble !== undefined) return `did not end: ${login.trouble}`
  if (login.callback !== undefined) return undefined
  const whom = saml ? 'identity provider' : 'issuer'
  const what = saml ? 'the metadata of its identity provider' : `its issuer, ${issuer}`
  return `never came back from the ${whom} (${placeOf(login)}): tell the service ${what}, and make login of target "${id}" the address where one begins`
}

/** Where a login begins at the issuer. */
const ASKING: ReadonlySet<string> = new Set(['authorization', 'saml-sso'])

/** Why it shows nothing of how a service asks. */
export const unasked: Shortcoming = (session, service, login) =>
  login.requests.some(({ endpoint }) => ASKING.has(endpoint)) ? undefined : strayed(session, service, login)

/** Why a login that should have worked proves nothing. */
export const failed: Shortcoming = (session, service, login) => {
  const { user, expected, answer } = login
  const { id } = session.target
  const astray = strayed(session, service, login)
  if (astray !== undefined) return astray
  if (service.whoami === undefined || user === expected) return undefined
  if (user !== undefined) {
    return `showed ${user} where ${expected} had logged in: whoever comes is the same person there, or whoami.is of target "${id}" is another attribute`
  }
  const once = answer?.text.includes(expected) ? ', though the page after the login named the user once' : ''
  return `signed nobody in (${placeOf(login)}), as far as whoami of target "${id}" shows${once}`
}

export const proves = (session: Session, service: ServiceSeed, what: string, login: SignIn, lacks = failed): SignIn => {
  const why = lacks(session, service, login)
  if (why === undefined) return login
  throw new Shaken(`${what} ${why}. What follows would prove nothing.`)
}
