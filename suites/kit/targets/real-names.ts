import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { TargetConfiguration } from '../config/resolve.ts'

/** The one Chromium of a run takes a name for one address. Throws a ConfigurationError of one sentence. */
export const checkRealNames = (targets: readonly TargetConfiguration[]): void => {
  const known = new Map<string, string>()
  for (const { id, ...target } of targets) {
    const origin = target.kind === 'embedded' ? target.origin : undefined
    if (origin === undefined) continue
    const other = known.get(origin)
    if (other !== undefined) {
      throw new ConfigurationError(
        `"${other}" and "${id}" both have an issuer at ${origin}: play them one by one, with --target.`,
      )
    }
    known.set(origin, id)
  }
}

/** Where browsers find an issuer that has the name of another. */
export const namesFor = (origin: string | undefined, address: string): Readonly<Record<string, string>> =>
  origin === undefined ? {} : { [new URL(origin).hostname]: address }
