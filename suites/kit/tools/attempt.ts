import type { Fault } from '#fixtures/schema/fault.ts'
import { attacks, documentAttacks, keyAttacks, namedFault, samlAttacks } from '#mocks/faults/index.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import type { Attempt, SignIn } from '../contract-service.ts'
import type { Control } from '../controls.ts'
import { HeldBack, Shaken } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { goodLogin, OTHER, SOMEBODY } from './good-login.ts'
import { strayed } from './proof-of-login.ts'
import { signInWith } from './service-login.ts'
import type { Session } from './session.ts'
import { expectedOf } from './whoami.ts'

/** What a service must have sent for a fault to mean something to it: a nonce that nobody sent cannot be wrong. */
const SENT: Readonly<Record<string, string>> = { 'RP-NONCE': 'nonce', 'RP-STATE': 'state' }

const sent = (name: string | undefined, requests: readonly RecordedRequest[]): boolean =>
  name === undefined ||
  requests.some(({ endpoint, params }) => endpoint === 'authorization' && params[name] !== undefined)

/** A SAML response comes by the browser, all of it at once: nothing has to be asked for. */
const isSaml = ({ id }: Fault): boolean => id.startsWith('attack.saml-')

/** Where a fault is, and what the service must have asked for to have met it. */
const met = (attack: string | Fault, { callback, requests, borne }: SignIn): boolean => {
  const fault = namedFault(attack)
  if (isSaml(fault)) return callback !== undefined && borne === true
  // A request whose answer is still to come is noted nowhere yet.
  if (fault.delay !== undefined) return borne === true
  const asked = (endpoint: string): boolean => requests.some((request) => request.endpoint === endpoint)
  if (!sent(SENT[fault.breaks], requests)) return false
  const isAtUserinfo = fault.at.startsWith('userinfo') || fault.on === 'userinfo'
  if (isAtUserinfo || fault.breaks === 'RP-USERINFO-SUB') return asked('userinfo')
  return fault.at.startsWith('authorization') ? callback !== undefined : asked('token')
}

type Outcome = Pick<Attempt, 'outcome' | 'why'>

/** `another` is who else signs in there at the same time. */
const outcomeOf = (login: SignIn, seen: boolean, another: string): Outcome => {
  const { user, trouble, answer, expected } = login
  if (trouble !== undefined) return { outcome: 'unclear', why: `Silence is no refusal: ${trouble}.` }
  if (!seen) return { outcome: 'unseen' }
  if (user === another && user !== expected) {
    return { outcome: 'unclear', why: `The service shows ${user}, who had signed in before, in another browser.` }
  }
  if (user !== undefined) return { outcome: 'accepted' }
  if (answer?.text.includes(expected)) {
    const why = `The page after the login names ${expected}, though nobody is signed in afterwards: look at it.`
    return { outcome: 'unclear', why }
  }
  return { outcome: 'refused' }
}

const judged = [...attacks, ...documentAttacks, ...keyAttacks, ...samlAttacks]

/** What allows a service to fall for it. */
const leniencyOf = (attack: string): Pick<Attempt, 'lenient' | 'oneself'> => {
  const { lenient, oneself } = judged.find(({ id }) => id === attack) ?? {}
  return { ...(lenient === undefined ? {} : { lenient }), ...(oneself === undefined ? {} : { oneself }) }
}

/** Good logins count as evidence; ends the scenario where one was none. */
export const relyOn = (
  session: Session,
  what: string,
  when: 'before' | 'after',
  controls: readonly Control[],
): void => {
  for (const { exchanges } of controls) session.rely(exchanges, when)
  const failure = controls.map((control) => control.failure).find((each) => each !== undefined)
  if (failure !== undefined) throw new Shaken(failure(what))
}

/** What came of a login under an attack; `seen`: the service took what was wrong. */
export const attemptWith = (
  session: Session,
  service: ServiceSeed,
  attack: string,
  login: SignIn,
  seen = met(attack, login),
): Attempt => {
  const brokeDown = (login.answer?.status ?? 0) >= 500
  const outcome = outcomeOf(login, seen, expectedOf(session, service, SOMEBODY))
  return { attack, ...outcome, ...leniencyOf(attack), login, brokeDown }
}

/**
 * A login under an attack, by the second of two users. The good logins before and after it are shared with the other
 * attempts; no two that follow each other are by the same user, so where everybody is the same person one shows it.
 */
export const attemptOf =
  (session: Session, service: ServiceSeed) =>
  async (attack: string | Fault): Promise<Attempt> => {
    if (service.whoami === undefined) {
      throw new HeldBack('skip', `Target "${session.target.id}" does not say who is signed in: add whoami.`)
    }
    const { controls, aside } = session
    const play = goodLogin(session, service)
    const before = await aside(() => controls.before(play))
    relyOn(session, 'The login before the fault', 'before', [before])
    const login = await controls.acting(() => signInWith(session, service)({ attack, as: OTHER }))
    relyOn(session, 'The login after the fault', 'after', await aside(() => controls.after(before, play)))
    if (login.trouble !== undefined) throw new Shaken(`Silence is no refusal: ${login.trouble}.`)
    const fault = namedFault(attack)
    // Whoever speaks OpenID Connect may never ask for what is wrong; a SAML response has only to arrive.
    const astray = isSaml(fault) ? strayed(session, service, login) : undefined
    if (astray !== undefined) throw new Shaken(`The login under the fault ${astray}. Nobody can tell what came of it.`)
    return attemptWith(session, service, fault.id, login, met(fault, login))
  }
