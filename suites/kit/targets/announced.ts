import type { EndpointName } from '#fixtures/schema/profile.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

/** Members of the discovery document by the name of the endpoint that they announce. */
const MEMBERS: Readonly<Partial<Record<EndpointName, string>>> = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  jwks: 'jwks_uri',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  deviceVerification: 'device_verification_endpoint',
  endSession: 'end_session_endpoint',
  checkSession: 'check_session_iframe',
  registration: 'registration_endpoint',
  pushedAuthorization: 'pushed_authorization_request_endpoint',
  backchannelAuthentication: 'backchannel_authentication_endpoint',
}

export interface Announcement {
  /** For sentences: `aai.config.yaml: targets.live`. */
  readonly source: string
  readonly issuer: string
  readonly discoveryUrl: string
  /** With their ports. */
  readonly hosts: readonly string[]
}

/** Where secrets would travel in the clear, or nowhere at all, the profile knows better; scenarios judge the document. */
const isSendable = (url: URL, issuer: string): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && new URL(issuer).protocol === 'http:')

/**
 * The endpoints that a discovery document announces, as far as something may be sent there. Throws a
 * ConfigurationError for one on a host of which nobody said that the issuer lives there: it would be handed
 * secrets and tokens.
 */
export const announcedEndpoints = (
  document: Readonly<Record<string, unknown>>,
  { source, issuer, discoveryUrl, hosts }: Announcement,
): Partial<Record<EndpointName, string>> => {
  const endpoints: Partial<Record<EndpointName, string>> = {}
  for (const [name, member] of Object.entries(MEMBERS)) {
    const address = document[member]
    if (typeof address !== 'string' || !URL.canParse(address)) continue
    const url = new URL(address)
    if (!isSendable(url, issuer)) continue
    if (!hosts.includes(url.host)) {
      throw new ConfigurationError(
        `${source}: ${discoveryUrl} names ${url.origin} as host of its ${member}, and nothing says that the issuer lives there: if it does, add ${url.host} to login.hosts.`,
      )
    }
    endpoints[name as EndpointName] = address
  }
  return endpoints
}
