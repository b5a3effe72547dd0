import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import type { IdpSource } from './idp.ts'
import type { Memory } from './login.ts'
import type { Eyes } from './looks.ts'
import type { ServiceProviderOptions } from './options.ts'
import type { Sessions } from './sessions.ts'

/** What a running service provider has at hand. */
export interface Means {
  readonly options: ServiceProviderOptions
  readonly eyes: Eyes
  readonly keys: CertifiedKey
  readonly origin: string
  readonly entityId: string
  readonly acs: string
  readonly slo: string
  readonly idps: Pick<IdpSource, 'idp' | 'believed'>
  readonly sessions: Sessions
  readonly memory: Memory
  readonly now: () => number
}
