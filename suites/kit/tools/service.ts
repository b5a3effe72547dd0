import type { Service, SignInOptions } from '../contract-service.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { attemptOf } from './attempt.ts'
import { proves, strayed } from './proof-of-login.ts'
import { type Guest, signInWith } from './service-login.ts'
import type { Session } from './session.ts'
import { askAnew } from './whoami.ts'

export const createService = (session: Session, service: ServiceSeed): Service => ({
  signIn: signInWith(session, service),
  setOut: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options), strayed),
  signedIn: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options)),
  attempt: attemptOf(session, service),
  requests: ({ name }) => session.desk.requests(name),
  whoami: (browser) => askAnew(session.target.id, service, browser as Guest),
  signOut: (browser) => {
    if (service.logout === undefined)
      throw new HeldBack('skip', `Target "${session.target.id}" does not say logout: add it.`)
    return browser.open(service.logout, { label: 'logout at the service' })
  },
})
