import { systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import type { Care } from '../care/care.ts'
import { polite } from '../care/polite.ts'
import type { HttpAnswer } from '../contract.ts'
import { createConnections } from '../drivers/connections.ts'
import { preflightLimits } from '../drivers/limits.ts'
import { createTransport } from '../drivers/transport.ts'
import type { TargetSeed } from '../target.ts'
import { announcedEndpoints } from './announced.ts'
import type { ConfiguredTarget } from './configured.ts'
import { endpointsOf } from './embedded.ts'
import { sentence } from './sentence.ts'

type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Asks for a document before anything else. Throws a ConfigurationError of one sentence where nobody answers. */
export const fetched = async (
  target: ConfiguredTarget,
  url: string,
  care: Care,
  accept = 'application/json',
): Promise<HttpAnswer> => {
  const { authority, hosts } = target
  const dispatcher = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  const redactor = createRedactor()
  const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
  const wire = createTransport({ dispatcher, recorder, redactor, limits: preflightLimits })
  const headers = { accept, 'user-agent': 'aai-conformance' }
  try {
    return await polite(wire, care, systemClock)({ method: 'GET', url, headers, label: 'discovery', from: 'rp' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigurationError(`${target.source}: ${sentence(reason)}`)
  } finally {
    await dispatcher.destroy()
  }
}

const documentOf = ({ source }: ConfiguredTarget, url: string, answer: HttpAnswer): Members => {
  if (answer.status !== 200) {
    throw new ConfigurationError(`${source}: ${url} answers ${answer.status}: is issuer the identifier of this issuer?`)
  }
  if (isObject(answer.json)) return answer.json
  throw new ConfigurationError(`${source}: ${url} answers no JSON: is issuer the identifier of this issuer?`)
}

const LONGEST_QUOTE = 200

const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
}

/** Asks an issuer who it is and where its endpoints are. */
export const discover = async (
  target: ConfiguredTarget,
  care: Care,
): Promise<Pick<TargetSeed, 'discoveryUrl' | 'endpoints'>> => {
  const { issuer, profile, source, forms } = target
  const discoveryUrl = issuer + profile.discovery.path
  const document = documentOf(target, discoveryUrl, await fetched(target, discoveryUrl, care))
  if (document.issuer !== issuer) {
    throw new ConfigurationError(
      `${source}.issuer is ${issuer}, and the issuer there calls itself ${quoted(document.issuer)}: correct one of them.`,
    )
  }
  const promised = endpointsOf(profile, new URL(issuer).origin)
  const hosts = [issuer, ...Object.values(promised)].map((url) => new URL(url).host)
  const announced = announcedEndpoints(document, {
    source,
    issuer,
    discoveryUrl,
    hosts: [...hosts, ...(forms.hosts ?? [])],
  })
  return { discoveryUrl, endpoints: { ...promised, ...announced } }
}
