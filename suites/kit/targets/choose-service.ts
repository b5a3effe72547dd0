import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { TargetConfiguration } from '../config/resolve.ts'

const isService = (target: TargetConfiguration): boolean => 'service' in target || 'command' in target

const EXAMPLE = `targets:
  portal:
    kind: service
    profile: openaire-beta
    port: 4455
    client: { clientId: portal, secret: "\${PORTAL_SECRET}", redirectUri: http://localhost:8080/callback }
    login: http://localhost:8080/login
    whoami: { url: http://localhost:8080/me, user: /sub }`

export const named = (known: readonly TargetConfiguration[], id: string): TargetConfiguration => {
  const target = known.find((each) => each.id === id)
  if (target) return target
  throw new ConfigurationError(`There is no target "${id}": there are ${known.map((each) => each.id).join(', ')}.`)
}

interface AskedService {
  readonly configured: boolean
  readonly targets: readonly string[]
  readonly profiles: readonly string[]
}

/** What `aai service` plays at: those named, or all of the configuration. */
export const servicesAmong = (
  known: readonly TargetConfiguration[],
  { configured, targets, profiles }: AskedService,
): readonly TargetConfiguration[] => {
  if (profiles.length > 0)
    throw new ConfigurationError('A service is no --profile: name it as a target of kind "service".')
  const wanted = targets.length > 0 ? [...new Set(targets)].map((id) => named(known, id)) : known.filter(isService)
  const other = wanted.find((target) => !isService(target))
  if (other) throw new ConfigurationError(`"${other.id}" is no service: aai run plays at it.`)
  if (wanted.length > 0 && (configured || targets.length > 0)) return wanted
  throw new ConfigurationError(
    `There is no service to play at: describe yours in aai.config.yaml, as docs/services.md says and npx aai init service does for you, or see one with --example.\n\n${EXAMPLE}`,
  )
}

/** What `aai run` plays at unless told otherwise: faults are for `aai service`. */
export const othersAmong = (known: readonly TargetConfiguration[]): readonly TargetConfiguration[] => {
  const others = known.filter((target) => !isService(target))
  if (others.length > 0) return others
  throw new ConfigurationError('The configuration has services only: aai service plays at them.')
}
