import type { EndpointName } from '#fixtures/schema/profile.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import type { HttpAnswer } from '../contract.ts'
import { createConnections } from '../drivers/connections.ts'
import { createTransport, type Limits, usualLimits } from '../drivers/transport.ts'
import type { TargetSeed } from '../target.ts'
import type { ConfiguredTarget } from './configured.ts'
import { sentence } from './sentence.ts'

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

const PREFLIGHT: Limits = { ...usualLimits, milliseconds: 5_000 }

type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fetched = async (target: ConfiguredTarget, url: string): Promise<HttpAnswer> => {
  const { authority, hosts } = target
  const dispatcher = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  const redactor = createRedactor()
  const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
  const send = createTransport({ dispatcher, recorder, redactor, limits: PREFLIGHT })
  const headers = { accept: 'application/json', 'user-agent': 'aai-conformance' }
  try {
    return await send({ method: 'GET', url, headers, label: 'discovery', from: 'rp' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigurationError(`${target.source}: ${sentence(reason)}`)
  } finally {
    await dispatcher.close()
  }
}

const documentOf = ({ source }: ConfiguredTarget, url: string, answer: HttpAnswer): Members => {
  if (answer.status !== 200) {
    throw new ConfigurationError(`${source}: ${url} answers ${answer.status}: is issuer the identifier of this issuer?`)
  }
  if (isObject(answer.json)) return answer.json
  throw new ConfigurationError(`${source}: ${url} answers no JSON: is issuer the identifier of this issuer?`)
}

/** Asks an issuer who it is and where its endpoints are. */
export const discover = async (target: ConfiguredTarget): Promise<Pick<TargetSeed, 'discoveryUrl' | 'endpoints'>> => {
  const discoveryUrl = target.issuer + target.profile.discovery.path
  const document = documentOf(target, discoveryUrl, await fetched(target, discoveryUrl))
  if (document.issuer !== target.issuer) {
    throw new ConfigurationError(
      `${target.source}.issuer is ${target.issuer}, and the issuer there calls itself ${String(document.issuer)}: correct one of them.`,
    )
  }
  const announced = Object.entries(MEMBERS).flatMap(([name, member]) => {
    const url = document[member]
    return typeof url === 'string' ? [[name, url] as const] : []
  })
  return { discoveryUrl, endpoints: Object.fromEntries(announced) }
}
