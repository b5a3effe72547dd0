import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Environment } from '#suites/kit/config/place.ts'
import { findConfiguration, readConfiguration } from '#suites/kit/config/read.ts'
import { resolveTargets } from '#suites/kit/config/resolve.ts'
import { metadataOf } from '#suites/kit/targets/own-sps.ts'

export interface SpMetadataOptions {
  readonly sp: string
  readonly config?: string
}

/** What the operator of an identity provider registers. Throws a ConfigurationError of one sentence. */
export const runSpMetadata = async (
  target: string,
  { sp, config }: SpMetadataOptions,
  environment: Environment,
  folder = process.cwd(),
): Promise<string> => {
  const name = config ?? findConfiguration(folder)
  if (name === undefined)
    throw new ConfigurationError('There is no aai.config here: write one, or name it with --config.')
  const file = await readConfiguration(name, folder)
  // Passwords have no part in this, and may not be at hand yet.
  const known = new Proxy(environment, { get: (all, key: string) => all[key] ?? '-' })
  const found = (await resolveTargets(file, known)).find(({ id }) => id === target)
  const sps = found && 'saml' in found ? found.saml?.sps : undefined
  const seed = sps?.[sp]
  if (seed) return metadataOf(seed)
  const what = found ? `${target} has no sps.${sp}` : `there is no target ${target}`
  throw new ConfigurationError(`${name}: ${what}: add it, with entityId, acs, key and certificate.`)
}
