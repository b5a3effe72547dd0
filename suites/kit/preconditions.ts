import { askOwner } from './agreement.ts'
import type { Given } from './contract.ts'
import { missingOfApi } from './preconditions-api.ts'
import { missingOfSaml } from './preconditions-saml.ts'
import { lackingOfService, missingOfService } from './preconditions-service.ts'
import { HeldBack } from './signals.ts'
import type { DriverName, TargetSeed } from './target.ts'
import { rolesOf } from './target-api.ts'

/** Nothing was before it or came after it, or that is history. */
const unpaired = ({ pair: wanted }: Given, target: TargetSeed, pair?: TargetSeed): string | undefined => {
  const { profile, kind, predecessor, successor } = target
  if (wanted === true && kind === 'embedded' && !pair) return `${profile.title} is one environment only.`
  if (wanted === 'predecessor' && predecessor === undefined) {
    const ended = profile.predecessor?.ended
    if (ended !== undefined) return `The issuer before it, ${profile.predecessor?.issuer}, ended on ${ended}.`
    const played = kind === 'embedded' || profile.predecessor === undefined
    return played ? `${profile.title} took over from no other issuer.` : undefined
  }
  const last = wanted === 'successor' && successor === undefined && profile.environment !== 'legacy'
  return last ? `No other issuer took over from ${profile.title}.` : undefined
}

const inapplicable = (given: Given, target: TargetSeed, pair?: TargetSeed): string | undefined => {
  const { profile } = target
  const lacking = (given.needs ?? []).filter((feature) => !profile.offers.includes(feature))
  if (lacking.length > 0) return `${profile.title} does not offer ${lacking.join(', ')}.`
  return given.applies?.(profile) ?? lackingOfService(given, target) ?? unpaired(given, target, pair)
}

const missingClient = (given: Given, { id, clients, api, service, command }: TargetSeed): string | undefined => {
  if (given.saml) return undefined
  // An API says itself whose tokens open it, and a service is itself the client.
  const roles = api ? rolesOf(api) : [service?.client ?? command?.client ?? given.client ?? 'web']
  const role = [...roles, ...(given.clients ?? [])].find((each) => !(each in clients))
  return role && `Target "${id}" has no client "${role}": register one and add clients.${role} to it.`
}

const missingUser = (given: Given, { id, users }: TargetSeed): string | undefined => {
  if (given.saml?.publicOnly) return undefined
  const role = [given.user ?? 'plain', ...(given.users ?? [])].find((each) => !(each in users))
  return role && `Target "${id}" has no user "${role}": add users.${role} to it.`
}

/** Of both environments where a scenario visits both. */
const unwanted = (given: Given, target: TargetSeed, pair: TargetSeed | undefined): string | undefined => {
  const asked = [target, ...(given.pair && pair ? [pair] : [])].find(({ intrusive }) => !intrusive)
  return given.intrusive && asked ? askOwner(asked.id) : undefined
}

const PAIRING: Readonly<Record<string, (id: string) => string>> = {
  true: (id) => `Needs the other environment: configure it as a target and name it as pair of "${id}".`,
  predecessor: (id) => `Needs the issuer before it: configure it as a target and name it as predecessor of "${id}".`,
  successor: (id) => `Needs the issuer after it: configure it as a target with "${id}" as its predecessor.`,
}

const missingPair = (given: Given, { id }: TargetSeed, pair: TargetSeed | undefined): string | undefined =>
  given.pair && !pair ? PAIRING[String(given.pair)]?.(id) : undefined

export const driverFor = (given: Given, target: TargetSeed): DriverName => given.driver ?? target.driver

/** What keeps a scenario from being played at this target, before anything is sent. */
export const heldBackBy = (given: Given, target: TargetSeed, pair?: TargetSeed): HeldBack | undefined => {
  // Whoever is handed in needs nobody else.
  if (target.document || given.document) return undefined
  const reason = inapplicable(given, target, pair)
  if (reason !== undefined) return new HeldBack('not-applicable', reason)
  const missing =
    missingClient(given, target) ??
    missingOfSaml(given, target) ??
    missingUser(given, target) ??
    missingOfApi(given, target) ??
    missingOfService(given, target) ??
    unwanted(given, target, pair) ??
    missingPair(given, target, pair)
  return missing === undefined ? undefined : new HeldBack('skip', missing)
}
