import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Care } from '../care/care.ts'
import type { PublishedIdp, SamlLogin } from '../contract-saml.ts'
import { inWords } from '../saml/words.ts'
import type { TargetSeed } from '../target.ts'
import type { ConfiguredTarget } from './configured.ts'
import { fetched } from './discover.ts'
import { tried } from './preflight.ts'

const at = ({ source, samlOnly }: ConfiguredTarget): string => `${source}${samlOnly ? '' : '.saml'}.metadata`

const textOf = async (target: ConfiguredTarget, care: Care): Promise<string | undefined> => {
  const { metadata } = target.saml ?? {}
  if (!metadata || 'text' in metadata) return metadata?.text
  const { status, text } = await fetched(target, metadata.url, care, 'application/samlmetadata+xml, */*;q=0.1')
  if (status === 200) return text
  throw new ConfigurationError(`${at(target)}: ${metadata.url} answers ${status}: is it the address of the metadata?`)
}

const hostOf = (location: string): string | undefined => (URL.canParse(location) ? new URL(location).host : undefined)

/** Passwords go to hosts that somebody here has named, and to no other. */
const hostsIn = (target: ConfiguredTarget, { singleSignOn, singleLogout }: PublishedIdp): readonly string[] => {
  const { metadata } = target.saml ?? {}
  const named = [...singleSignOn, ...singleLogout].flatMap(({ location }) => hostOf(location) ?? [])
  if (!metadata || 'text' in metadata) return named
  const known = [hostOf(metadata.url), hostOf(target.issuer), ...(target.forms.hosts ?? [])]
  const strange = named.find((host) => !known.includes(host))
  if (strange === undefined) return named
  throw new ConfigurationError(`${at(target)}: it leads to ${strange}: if users log in there, add it to login.hosts.`)
}

const checkName = ({ source, samlOnly, saml }: ConfiguredTarget, { entityId }: PublishedIdp): void => {
  if (saml?.entityId === undefined || saml.entityId === entityId) return
  throw new ConfigurationError(
    `${source}${samlOnly ? '' : '.saml'}.entityId is ${saml.entityId}, and the identity provider there calls itself ${entityId}: correct one of them.`,
  )
}

/** What the seed has of an identity provider. One beside an issuer is looked at by the scenarios alone, unless we are registered there. */
export const identityProviderOf = async (
  target: ConfiguredTarget,
  care: Care,
): Promise<Pick<TargetSeed, 'saml'> & Partial<Pick<TargetSeed, 'profile'>>> => {
  const { saml, samlOnly, profile } = target
  if (!saml) return {}
  if (!samlOnly && Object.keys(saml.sps).length === 0) return { saml }
  const { asPublished, publishedIn } = await import('../saml/published.ts')
  const idp = publishedIn((await textOf(target, care)) ?? '', saml.entityId, at(target))
  checkName(target, idp)
  const found = { saml: { ...saml, entityId: idp.entityId, hosts: hostsIn(target, idp) } }
  if (!target.promisesWhatItPublishes || !profile.saml) return found
  return { ...found, profile: { ...profile, saml: asPublished(profile.saml, idp) } }
}

const reason = (login: SamlLogin): string => `it shows ${inWords(login)}`

/** Tries each service and each user once, so that a mistake in a configuration is one sentence. */
export const checkServiceProviders = async (seed: TargetSeed, source: string, care: Care): Promise<void> => {
  const sps = Object.keys(seed.saml?.sps ?? {})
  const [first] = sps
  if (first === undefined) return
  const trial = { seed, source, care, asks: true }
  const place = `${source}${seed.samlOnly ? '' : '.saml'}`
  for (const role of sps) {
    const login = await tried(trial, ({ saml }) => saml.spAs(role).start())
    if (login.kind !== 'page' && login.kind !== 'elsewhere') continue
    throw new ConfigurationError(
      `${place}.sps.${role}: the identity provider does not let this service ask (${reason(login)}): register its metadata there, with this entityID, acs and key.`,
    )
  }
  for (const user of Object.keys(seed.users)) {
    const login = await tried(trial, ({ saml, userAs }) => saml.spAs(first).login({ as: userAs(user) }))
    if (login.kind === 'callback') continue
    throw new ConfigurationError(
      `${source}.users.${user} cannot log in: ${reason(login)}. Correct username or password, or the account.`,
    )
  }
}
