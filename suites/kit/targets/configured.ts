import type { Profile } from '#fixtures/schema/profile.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import type { Care } from '../care/care.ts'
import type { DriverName, LoginForms, TargetClient, TargetSeed, TargetUser } from '../target.ts'
import type { ApiSeed } from '../target-api.ts'
import type { SamlSeed } from '../target-saml.ts'
import { discover } from './discover.ts'
import type { Raised } from './embedded.ts'
import { checkServiceProviders, identityProviderOf } from './idp.ts'
import { checkApi, checkCredentials } from './preflight.ts'
import { type Relations, relationsOf } from './relations.ts'

/** An issuer that somebody else runs, as the configuration describes it, with its secrets and files read. */
export interface ConfiguredTarget extends Relations {
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
  /** Requests that a run may send; worked out from its scenarios when absent. */
  readonly budget?: number
  readonly driver: DriverName
  readonly authority?: string
  readonly hosts: Readonly<Record<string, string>>
  /** The target is this API, which takes tokens of the issuer, and no longer the issuer. */
  readonly api?: ApiSeed
  /** It is an identity provider that speaks SAML as well, or nothing else. */
  readonly saml?: SamlSeed
  readonly samlOnly?: true
  /** No profile says what it promises. */
  readonly promisesWhatItPublishes?: true
  /** Where it is configured, for sentences: `aai.config.yaml: targets.live`. */
  readonly source: string
}

/** What speaks no OpenID Connect has no document about it. */
const nowhere = ({ issuer }: ConfiguredTarget) => ({ discoveryUrl: issuer, endpoints: {} })

const seedOf = async (target: ConfiguredTarget, care: Care): Promise<TargetSeed> => {
  const { id, issuer, profile, clients, users, forms, patience, driver, hosts, authority } = target
  const dialect = loadDialect(profile.dialect)
  const { discoveryUrl, endpoints } = target.samlOnly ? nowhere(target) : await discover(target, care)
  return {
    id,
    title: target.title ?? profile.title,
    kind: 'configured',
    issuer,
    discoveryUrl,
    profile,
    dialect: dialect.id,
    conditions: dialect.conditions,
    quirks: dialect.quirks,
    endpoints,
    clients,
    users,
    forms,
    patience,
    intrusive: target.ownerAgreed,
    driver,
    hosts,
    ...(authority === undefined ? {} : { authority }),
    ...relationsOf(target),
    ...(target.api === undefined ? {} : { api: target.api }),
    ...(target.samlOnly ? { samlOnly: true } : {}),
    ...(await identityProviderOf(target, care)),
  }
}

/** Finds the issuer and tries what the configuration says of it. Throws a ConfigurationError of one sentence. */
export const raiseConfigured = async (target: ConfiguredTarget, care: Care): Promise<Raised> => {
  const seed = await seedOf(target, care)
  if (!target.samlOnly) await checkCredentials(seed, target.source, care)
  await checkServiceProviders(seed, target.source, care)
  await checkApi(seed, target.source, care)
  return {
    seed,
    care,
    age: async () => {
      throw new Error(`Time passes at ${target.id} as it does everywhere.`)
    },
    resign: async () => {
      throw new Error(`Nobody but ${target.id} itself signs its tokens.`)
    },
    close: async () => {},
  }
}
