import type { Given } from './contract.ts'
import { HeldBack } from './signals.ts'
import type { DriverName, TargetSeed } from './target.ts'

const inapplicable = (given: Given, { profile }: TargetSeed): string | undefined => {
  const lacking = (given.needs ?? []).filter((feature) => !profile.offers.includes(feature))
  if (lacking.length > 0) return `${profile.title} does not offer ${lacking.join(', ')}.`
  return given.applies?.(profile)
}

const missingClient = (given: Given, { id, clients }: TargetSeed): string | undefined => {
  const role = [given.client ?? 'web', ...(given.clients ?? [])].find((each) => !(each in clients))
  return role && `Target "${id}" has no client "${role}": register one and add clients.${role} to it.`
}

const missingUser = (given: Given, { id, users }: TargetSeed): string | undefined => {
  const role = [given.user ?? 'plain', ...(given.users ?? [])].find((each) => !(each in users))
  return role && `Target "${id}" has no user "${role}": add users.${role} to it.`
}

const unwanted = (given: Given, { id, intrusive }: TargetSeed): string | undefined =>
  given.intrusive && !intrusive
    ? `An act that the owner of the issuer must agree to: set ownerAgreed: true in target "${id}" once they have.`
    : undefined

const missingPair = (given: Given, { id }: TargetSeed, pair: TargetSeed | undefined): string | undefined =>
  given.pair && !pair
    ? `Needs the other environment: configure it as a target and name it as pair of "${id}".`
    : undefined

export const driverFor = (given: Given, target: TargetSeed): DriverName => given.driver ?? target.driver

/** What keeps a scenario from being played at this target, before anything is sent. */
export const heldBackBy = (given: Given, target: TargetSeed, pair?: TargetSeed): HeldBack | undefined => {
  const reason = inapplicable(given, target)
  if (reason !== undefined) return new HeldBack('not-applicable', reason)
  const missing =
    missingClient(given, target) ??
    missingUser(given, target) ??
    unwanted(given, target) ??
    missingPair(given, target, pair)
  return missing === undefined ? undefined : new HeldBack('skip', missing)
}
