import type { PlayControl } from '../controls.ts'
import { NotDone } from '../deadline.ts'
import { TransportError } from '../drivers/transport-error.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { createBrowser } from './browser.ts'
import { failed } from './proof-of-login.ts'
import { signInWith } from './service-login.ts'
import type { Session } from './session.ts'
import { whoIsThere } from './whoami.ts'

/** They sign in in turn; attacks are all on the second. */
export const [SOMEBODY, OTHER] = ['plain', 'many-groups'] as const

type Failure = ((what: string) => string) | undefined

const USELESS = 'What follows would prove nothing.'

/** In a browser that has never been there nobody may be signed in. */
const strangerAt = async (session: Session, service: ServiceSeed): Promise<Failure> => {
  const browser = createBrowser(session, session.newAgent())
  try {
    const there = await whoIsThere(service, browser)
    if (there === undefined) return undefined
    const { id } = session.target
    return () =>
      `A browser that was never there is ${there} to the service, so nobody can tell who is signed in: make whoami of target "${id}" say nothing of strangers.`
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return () => `Nobody can tell who is signed in: ${error.message}`
  }
}

const play = async (session: Session, service: ServiceSeed, as: string): Promise<Failure> => {
  const why = failed(session, service, await signInWith(session, service)({ as }))
  return why === undefined ? strangerAt(session, service) : (what) => `${what} ${why}. ${USELESS}`
}

/** What keeps a login from being played is told to all who waited for it; a mistake of ours is one of each. */
const failureOf = (error: unknown): Failure => {
  if (error instanceof HeldBack) return () => error.message
  if (error instanceof NotDone) return (what) => `${what} did not end: ${error.message}. ${USELESS}`
  if (error !== undefined) throw error
  return undefined
}

/** Signs somebody in with nothing bent, in a fresh browser, and asks who a stranger is. */
export const goodLogin =
  ({ beside }: Session, service: ServiceSeed): PlayControl =>
  async (name, turn) => {
    const as = turn % 2 === 1 ? SOMEBODY : OTHER
    const { value, error, exchanges } = await beside(name, (session) => play(session, service, as))
    const failure = failureOf(error) ?? value
    return failure === undefined ? { exchanges } : { exchanges, failure }
  }
