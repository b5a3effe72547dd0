import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { readJson } from '#mocks/wire/read-json.ts'
import { headerOf } from './header.ts'
import { messageOut, type SamlMessage, toldBy } from './saml-step.ts'

/** What an answer leads on to, by the name under which it is given and shown again. */
export const handleNames = [
  'code',
  'access_token',
  'refresh_token',
  'id_token',
  'device_code',
  'user_code',
  'request_uri',
] as const
export type HandleName = (typeof handleNames)[number]

/** What an answer says to the protocol. */
export interface Answer {
  readonly status: number
  /** Where it leads, as it stands in the header. */
  readonly location?: string
  readonly error?: string
  readonly description?: string
  readonly gives: Readonly<Partial<Record<HandleName, string>>>
  readonly state?: string
  /** Who logged in: `sub` of the ID token, and what else it calls them. */
  readonly user?: { readonly sub: string; readonly name?: string }
  /** The SAML message that it carries on to a service. */
  readonly saml?: SamlMessage
  /** That message says who the user is. */
  readonly asserts?: boolean
}

type Members = Readonly<Record<string, unknown>>

const inLocation = (location: string): Members => {
  if (!URL.canParse(location, 'http://nowhere.invalid')) return {}
  const { searchParams, hash } = new URL(location, 'http://nowhere.invalid')
  return Object.fromEntries([...searchParams, ...new URLSearchParams(hash.slice(1))])
}

/** OAuth 2.0 Form Post Response Mode: a page with hidden fields. */
const inFormPost = (body: string): Members => {
  const fields = [...body.matchAll(/name="(\w{1,40})" value="([^"]{1,20000})"/gi)].map(([, name, value]) => [
    name,
    value,
  ])
  const members = Object.fromEntries(fields)
  return 'code' in members || 'id_token' in members || 'error' in members ? members : {}
}

/** RFC 6750 section 3: `Bearer error="invalid_token", error_description="…"`. */
const inChallenge = (challenge: string): Members =>
  Object.fromEntries(
    [...challenge.matchAll(/\b(error|error_description)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )

const membersOf = (reply: Reply): Members => {
  const [location, challenge] = [headerOf(reply, 'location'), headerOf(reply, 'www-authenticate')]
  if (location !== undefined) return inLocation(location)
  const told = challenge === undefined ? {} : inChallenge(challenge)
  const type = headerOf(reply, 'content-type') ?? ''
  if (/\bhtml\b/.test(type)) return { ...told, ...inFormPost(reply.body ?? '') }
  const json = readJson(reply.body ?? '')
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...told, ...json } : told
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const userOf = (idToken: string | undefined): Answer['user'] => {
  const { preferred_username, email, name, sub } = decodeJwt(idToken ?? '')?.claims ?? {}
  const called = [preferred_username, email, name].map(text).find((each) => each !== undefined)
  return typeof sub === 'string' ? { sub, ...(called === undefined ? {} : { name: called }) } : undefined
}

const given = (members: Members): Answer['gives'] =>
  Object.fromEntries(
    handleNames.flatMap((name) => {
      const value = text(members[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T

const ofSaml = (reply: Reply, saml: SamlMessage): Answer => {
  const location = headerOf(reply, 'location')
  return { status: reply.status, gives: {}, ...(location === undefined ? {} : { location }), saml, ...toldBy(saml) }
}

export const answerOf = (endpoint: string, reply: Reply): Answer => {
  const saml = messageOut(endpoint, reply)
  if (saml) return ofSaml(reply, saml)
  const members = membersOf(reply)
  const gives = given(members)
  const location = headerOf(reply, 'location')
  return {
    status: reply.status,
    gives,
    ...withoutUndefined({
      location,
      error: text(members.error),
      description: text(members.error_description),
      state: text(members.state),
      user: userOf(gives.id_token),
    }),
  }
}
