import type { Target } from '../model.ts'
import { KEY_NAMES, sameNames } from './drifts.ts'
import type { Drift } from './model.ts'
import type { Observed } from './observed.ts'

/** Two targets, with what was seen of each. */
export interface Seen {
  readonly target: Target
  readonly observed: Observed
}

const hostOf = ({ issuer = 'no host' }: Target): string => (URL.canParse(issuer) ? new URL(issuer).host : issuer)

/** A mock makes new keys each time, and two issuers never share any. */
const hasOtherKeys = (one: Target, other: Target): boolean => one.issuer !== other.issuer || other.kind === 'embedded'

/** How often a token names its issuer, or something as long: iss, aud, and the like. */
const NAMED = 4
/** Characters of a token for one of its claims: base64url. */
const SPELLED = 4 / 3
/** Clients have other names there, and times and identifiers are not always of the same length. */
const LEEWAY = 40

const sizesOf = ({ group, name, before, after }: Drift): readonly [number, number] | undefined =>
  group === 'measured' && name.endsWith(', characters') ? [Number(before), Number(after)] : undefined

/** A token is as much longer as the names in it are. */
const isLengthOfNames = (drift: Drift, one: Target, other: Target): boolean => {
  const sizes = one.issuer === other.issuer ? undefined : sizesOf(drift)
  if (sizes === undefined) return false
  const longer = Math.abs((one.issuer?.length ?? 0) - (other.issuer?.length ?? 0))
  return Math.abs(sizes[0] - sizes[1]) <= NAMED * SPELLED * longer + LEEWAY
}

/** What is left out of the comparison because it has to differ, and how that is said: a sentence each. */
export const necessaryBetween = (
  { target: one, observed: was }: Seen,
  { target: other, observed: is }: Seen,
  drifts: readonly Drift[],
): { readonly drifts: readonly Drift[]; readonly necessary: readonly string[] } => {
  const otherKeys = hasOtherKeys(one, other)
  const left = drifts.filter(
    (drift) => !isLengthOfNames(drift, one, other) && !(otherKeys && drift.group === 'keys' && drift.name === 'kid'),
  )
  const necessary = [
    ...(one.issuer === other.issuer ? [] : [`Addresses: ${hostOf(one)} and ${hostOf(other)}.`]),
    ...(otherKeys && !sameNames(was, is, KEY_NAMES) ? ['The keys, by their names: each issuer has its own.'] : []),
    ...(drifts.some((drift) => isLengthOfNames(drift, one, other))
      ? ['Sizes of tokens: they hold the names of the issuer and of its clients.']
      : []),
  ]
  return { drifts: left, necessary }
}
