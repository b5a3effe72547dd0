import type { Profile } from '#fixtures/schema/profile.ts'
import type { ScenarioFacts } from '../plan.ts'
import type { DriverName } from '../target.ts'
import type { SamlSeed } from '../target-saml.ts'
import { type Relations, relatives } from '../targets/relations.ts'
import costs from './costs.json' with { type: 'json' }

/** Requests that each scenario took at most at issuers of ours; `npm run costs` writes them down. */
const learned: Readonly<Record<string, number>> = costs

/** For a scenario that nobody has measured yet; few take more. */
const UNMEASURED = 20

/** Others show more pages, redirect more often, and answer with pauses after which a request is repeated. */
const ALLOWANCE = 1.5

/** A browser loads what a page names: style, script, pictures. */
const BROWSER_ALLOWANCE = 8

/** Before the first scenario: the document, a try of each client, a login of each user. */
const PREFLIGHT = { document: 2, client: 2, start: 4, login: 10 } as const

/** What is known of a target before anything is sent to it. */
export interface Visited {
  readonly profile: Pick<Profile, 'offers'>
  readonly clients: Readonly<Record<string, unknown>>
  readonly users: Readonly<Record<string, unknown>>
  readonly saml?: Pick<SamlSeed, 'sps'>
  readonly ownerAgreed: boolean
  readonly driver: DriverName
}

/** Whether a scenario may come to send something; what only the flow can tell is not known here. */
export const mayBePlayed = (
  {
    needs,
    client,
    sps = [],
    intrusive,
    compares,
    plays,
  }: Pick<ScenarioFacts, 'needs' | 'client' | 'sps' | 'intrusive' | 'compares' | 'plays'>,
  {
    profile,
    clients,
    saml,
    ownerAgreed,
    ...related
  }: Pick<Visited, 'profile' | 'clients' | 'saml' | 'ownerAgreed'> & Relations,
): boolean =>
  (ownerAgreed || !intrusive) &&
  (relatives(related).length > 0 || !compares) &&
  // An API says itself whose tokens open it.
  (plays === 'resource-server' || plays === 'idp' || client in clients) &&
  sps.every((sp) => saml && sp in saml.sps) &&
  needs.every((need) => profile.offers.some((feature) => feature === need))

/** Requests that one scenario is allowed. */
export const costOf = (
  { id, driver }: Pick<ScenarioFacts, 'id' | 'driver'>,
  target: Pick<Visited, 'driver'>,
): number => {
  const inBrowser = driver === 'browser' || target.driver === 'browser'
  return Math.ceil((learned[id] || UNMEASURED) * (inBrowser ? BROWSER_ALLOWANCE : ALLOWANCE))
}

/** Requests of the checks before a run. */
export const preflightCost = ({ clients, users, saml }: Pick<Visited, 'clients' | 'users' | 'saml'>): number => {
  const { document, client, start, login } = PREFLIGHT
  const people = Object.keys(users).length
  const services = Object.keys(saml?.sps ?? {}).length
  const asked = services === 0 ? 0 : document + start * services + login * people
  return document + start + client * Object.keys(clients).length + login * people + asked
}
