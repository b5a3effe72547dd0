import type { Asked, Idp } from './state.ts'

/** SAML core section 3.3.2.2.1; the classes of the profile stand from the strongest to the weakest. */
export const contextFor = ({ saml: { contextClasses: met } }: Idp, { request }: Asked): string | undefined => {
  const { comparison = 'exact', classes = [] } = request?.requestedContext ?? {}
  if (classes.length === 0) return met[0]
  const ranks = classes.map((uri) => met.indexOf(uri)).filter((rank) => rank >= 0)
  if (ranks.length === 0) return undefined
  if (comparison === 'minimum') return met[0]
  if (comparison === 'better') return Math.min(...ranks) > 0 ? met[0] : undefined
  return met[comparison === 'maximum' ? Math.min(...ranks) : (ranks[0] ?? 0)]
}
