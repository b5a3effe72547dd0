import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { Attribute } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { DriverName, LoginForms, TargetClient, TargetUser } from '../target.ts'

/** An issuer that somebody else runs, as the configuration describes it, with its secrets and files read. */
export interface ConfiguredTarget {
  readonly kind: 'configured'
  readonly id: string
  readonly title?: string
  readonly issuer: string
  readonly profile: Profile
  readonly clients: Readonly<Record<string, TargetClient>>
  readonly users: Readonly<Record<string, TargetUser>>
  readonly forms: LoginForms
  /** Seconds. */
  readonly patience: number
  readonly ownerAgreed: boolean
  readonly driver: DriverName
  readonly authority?: string
  readonly hosts: Readonly<Record<string, string>>
  readonly pair?: string
}

export type { Attribute, ClientAuthMethod }
