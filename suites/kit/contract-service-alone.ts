import type { Attempt } from './contract-service.ts'

/** How a service came to itself after something had changed. */
export interface Recovery {
  /** It signs its users in, without having been restarted. */
  readonly worked: boolean
  /** Until then, or until nobody waited any longer. */
  readonly seconds: number
  /** Why the last login was none. */
  readonly why?: string
}

export interface Trial {
  readonly attempt: Attempt
  /** After the issuer was well again. */
  readonly recovery: Recovery
}

export interface TrialOptions {
  /** The issuer signs with a key that it never had before. */
  readonly newKey?: true
}

/** What can be done to a service and its issuer as a whole, by a scenario that is there alone (`given.service.alone`). */
export interface ServiceAlone {
  /**
   * A login while all that the issuer sends bears the attack, at a fresh process where the service is ours to start;
   * between two good ones.
   */
  readonly trial: (attack: string, options?: TrialOptions) => Promise<Trial>
  /** Logins from the moment on at which the issuer signs with a new key; `forget`: it publishes no other any more. */
  readonly rotation: (options?: { readonly forget?: true }) => Promise<Recovery>
}
