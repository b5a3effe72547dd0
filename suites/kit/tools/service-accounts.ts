import type { SignIn } from '../contract-service.ts'
import type { ServiceActs } from '../contract-service-acts.ts'
import { at } from '../json-pointer.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { calmly, missing } from './calmly.ts'
import { onceAt } from './once.ts'
import { proves } from './proof-of-login.ts'
import { signInWith } from './service-login.ts'
import { createPeople } from './service-people.ts'
import type { Session } from './session.ts'

const wrong = ({ target }: Session, how: string) =>
  new HeldBack('skip', `whoami.account of target "${target.id}" ${how}: correct it.`)

const accountIn = async (session: Session, { whoami }: ServiceSeed, { browser }: SignIn): Promise<string> => {
  const { url, account, pattern } = whoami ?? {}
  if (url === undefined || account === undefined) {
    throw missing(session, 'whoami.account', 'which account of its own somebody has')
  }
  const answer = await calmly(() => browser.open(url, { label: 'which account that is' }))
  const found = pattern === undefined ? at(answer.json, account) : new RegExp(account).exec(answer.text)?.[1]
  if (typeof found === 'string' || typeof found === 'number') return String(found)
  throw wrong(session, 'finds nothing there')
}

/** The account of somebody of whom nothing changes between two logins: the same both times. */
const steady =
  (service: ServiceSeed) =>
  async (session: Session): Promise<string> => {
    // Not even the name of anybody else: by that, too, a service may know people.
    const as = await createPeople(session).newUser({ name: 'Emmy Noether', given_name: 'Emmy', family_name: 'Noether' })
    const signIn = async (): Promise<string> =>
      accountIn(session, service, proves(session, service, 'The login', await signInWith(session, service)({ as })))
    const [first, second] = [await signIn(), await signIn()]
    if (first === second) return first
    throw wrong(session, 'shows something else at each login of the same user')
  }

/** What is shown of the account, be it the same at every login or not. */
export const accountShownWith =
  (session: Session, service: ServiceSeed): ServiceActs['accountShown'] =>
  (login) =>
    accountIn(session, service, login)

/** What names an account has to name one, and another one for somebody else. */
export const accountWith =
  (session: Session, service: ServiceSeed): ServiceActs['account'] =>
  async (login) => {
    const found = await accountIn(session, service, login)
    const other = await onceAt(session, 'account-shown', steady(service))
    if (found !== other) return found
    throw wrong(session, `shows ${found} for everybody`)
  }
