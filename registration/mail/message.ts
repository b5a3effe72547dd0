import type { RegisteredEnvironment, Registration } from '#fixtures/schema/registration.ts'
import { changedFacts, clientFacts, type Fact, type FactChange, serviceFacts } from './facts.ts'

/** What is sent, before anybody has made a mail of it. */
export interface Message {
  readonly to: string
  readonly subject: string
  /** Plain text, lines of any length. */
  readonly text: string
}

/** Whom to write to, by the beginning of the id of a profile. */
const TEAMS: readonly (readonly [profile: RegExp, address: string])[] = [[/^openaire/, 'aai@openaire.eu']]

/** Undefined for an AAI whose team we do not know. */
export const teamOf = (profile: string): string | undefined => TEAMS.find(([pattern]) => pattern.test(profile))?.[1]

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export const nameOf = ({ service }: Registration): string => {
  const names = Object.entries(service.name ?? {})
  const english = names.find(([tag]) => /^en\b/i.test(tag)) ?? names[0]
  return oneLine(english?.[1] ?? 'a service')
}

const indented = (values: readonly string[]): string =>
  values.length === 1
    ? ` ${oneLine(values[0] ?? '')}`
    : `\n${values.map((value) => `    ${oneLine(value)}`).join('\n')}`

const told = (facts: readonly Fact[]): string =>
  facts.map(({ what, values }) => `  ${what}:${indented(values)}`).join('\n')

const toldChange = ({ what, added, removed }: FactChange): string =>
  [
    `  ${what}:`,
    ...added.map((value) => `    + ${oneLine(value)}`),
    ...removed.map((value) => `    - ${oneLine(value)}`),
  ].join('\n')

const title = (name: string): string => (name.length <= 4 ? name.toUpperCase() : name[0]?.toUpperCase() + name.slice(1))

const placeOf = (names: readonly string[]): string => names.map(title).join(' and ')

type Environments = Readonly<Record<string, RegisteredEnvironment>>

const chosen = ({ environments }: Registration, names: readonly string[]): Environments =>
  Object.fromEntries(Object.entries(environments).filter(([name]) => names.includes(name)))

const CLOSING = '\n\nBest regards\n'

/** Asks for a new service in these environments. */
export const newServiceMessage = (registration: Registration, names: readonly string[], to: string): Message => {
  const clients = Object.entries(chosen(registration, names)).map(
    ([name, entry]) => `${title(name)}\n${told(clientFacts(entry))}`,
  )
  const text = [
    'Dear AAI team,',
    `we would like to register a service for ${placeOf(names)}.`,
    `The service\n${told(serviceFacts(registration))}`,
    ...clients,
  ].join('\n\n')
  return { to, subject: `New service: ${nameOf(registration)} (${placeOf(names)})`, text: text + CLOSING }
}

const section = (heading: string, changes: readonly FactChange[]): readonly string[] =>
  changes.length === 0 ? [] : [`${heading}\n${changes.map(toldChange).join('\n')}`]

/** Asks for what is no longer as it was; undefined when all is. */
export const changeMessage = (
  before: Registration,
  after: Registration,
  names: readonly string[],
  to: string,
): Message | undefined => {
  const [old, now] = [chosen(before, names), chosen(after, names)]
  const environments = [...new Set([...Object.keys(now), ...Object.keys(old)])]
  const clients = environments.map((name) => {
    const [was, is] = [old[name], now[name]]
    return [name, changedFacts(was ? clientFacts(was) : [], is ? clientFacts(is) : [])] as const
  })
  const identified = (name: string): string => {
    const id = (now[name] ?? old[name])?.clientId
    const state = now[name] === undefined ? ', to be removed' : old[name] === undefined ? ', new' : ''
    return `${title(name)}${id === undefined ? '' : `, client ${id}`}${state}`
  }
  const sections = [
    ...section('The service', changedFacts(serviceFacts(before), serviceFacts(after))),
    ...clients.flatMap(([name, changes]) => section(identified(name), changes)),
  ]
  if (sections.length === 0) return undefined
  const where = clients.flatMap(([name, changes]) => (changes.length > 0 ? name : []))
  const place = placeOf(where.length > 0 ? where : environments)
  const intro = `please change the registration of ${nameOf(before)}: + is to be added, - to be removed.`
  const text = ['Dear AAI team,', intro, ...sections].join('\n\n')
  return { to, subject: `Change of a service: ${nameOf(before)} (${place})`, text: text + CLOSING }
}
