import { namedFault } from '#mocks/faults/index.ts'
import { runningIdp } from '#mocks/idp/running.ts'
import { ageLogin } from './age-login.ts'
import type { Onlooker, RunningProvider } from './api.ts'
import { lookUpToken } from './look-up.ts'
import type { Playing } from './playing.ts'
import type { RequestLog } from './request-log.ts'
import { resign } from './resign.ts'

interface Handles {
  readonly restart: () => void
  readonly watchedBy: (onlooker: Onlooker) => void
  readonly pageAt: RunningProvider['pageAt']
  readonly log: RequestLog
  readonly close: () => Promise<void>
  readonly authority: string | undefined
  readonly address: string
}

/** What the one who started a provider may do to it; `current` is what plays now, and another one after a reset. */
export const running = (
  current: () => Playing,
  { restart, watchedBy, pageAt, log, close, authority, address }: Handles,
): RunningProvider => {
  const { issuer, origin, profile } = current().issuer
  return {
    issuer,
    origin,
    address,
    discoveryUrl: issuer + profile.discovery.path,
    profile,
    get clients() {
      return current().clients
    },
    get people() {
      return current().people
    },
    requests: log,
    addClient: (name, client) => current().setClient(name, client),
    removeClient: (name) => current().setClient(name, undefined),
    addUser: (name, person) => current().setPerson(name, person),
    removeUser: (name) => current().setPerson(name, undefined),
    saml: runningIdp(() => current().saml),
    fault: (fault, binding) => current().issuer.faults.arm(namedFault(fault), binding),
    rotateKeys: ({ forget = false } = {}) => current().issuer.keys.rotate(forget),
    restoreKeys: () => current().issuer.keys.restore(),
    givenTo: (login) => current().logins.givenTo(login),
    elapse: (handle, seconds) => ageLogin(current().issuer, handle, seconds),
    lookUp: (token) => lookUpToken(current().issuer, token),
    resign: (token, change) => resign(current().issuer, token, change),
    watchedBy,
    pageAt,
    reset: () => {
      log.clear()
      current().issuer.faults.liftAll()
      restart()
    },
    ...(authority === undefined ? {} : { authority }),
    close: async () => {
      log.end()
      await close()
    },
  }
}
