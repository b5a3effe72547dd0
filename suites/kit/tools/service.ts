import type { Service, SignInOptions } from '../contract-service.ts'
import type { ServiceSeed } from '../target-service.ts'
import { attemptOf } from './attempt.ts'
import { calmly } from './calmly.ts'
import { proves, strayed, unasked } from './proof-of-login.ts'
import { createActs } from './service-acts.ts'
import { createAlone } from './service-alone.ts'
import { createAsProvider } from './service-as-provider.ts'
import { elsewhereOf } from './service-elsewhere.ts'
import { findingsOf } from './service-findings.ts'
import { backTo, type Guest, signInWith } from './service-login.ts'
import { signOutWith } from './service-logout.ts'
import type { Session } from './session.ts'
import { createSizes } from './sizes.ts'
import { askAnew } from './whoami.ts'

export const createService = (session: Session, service: ServiceSeed): Service => ({
  ...createActs(session, service),
  ...createSizes(session, service),
  alone: createAlone(session, service),
  ...createAsProvider(session, service),
  signIn: signInWith(session, service),
  ask: async (options: SignInOptions = {}) =>
    proves(
      session,
      service,
      'The login',
      await signInWith(session, service)({ ...options, until: 'callback' }),
      unasked,
    ),
  setOut: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options), strayed),
  signedIn: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options)),
  attempt: attemptOf(session, service),
  bring: (url, browser) => calmly(() => browser.open(url, { label: 'an answer of the issuer' })),
  carry: ({ callback = '', form }, browser) =>
    calmly(async () => (await backTo(browser as Guest, callback, form)).answer),
  requests: ({ name }) => session.desk.requests(name),
  findings: findingsOf(session, service),
  elsewhere: elsewhereOf(session),
  whoami: (browser) => calmly(() => askAnew(session.target.id, service, browser as Guest)),
  signOut: (browser) => calmly(() => signOutWith(session, service)(browser as Guest)),
})
