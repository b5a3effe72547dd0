import { createHash } from 'node:crypto'
import { clientOf, type Party, urlAt } from './party.ts'

/** What a state before left behind, by name: codes, tokens, identifiers of requests. */
export interface Memory {
  readonly kept: Map<string, string>
  /** When it was kept, in milliseconds. */
  readonly since: Map<string, number>
}

export const newMemory = (): Memory => ({ kept: new Map(), since: new Map() })

export const keep = ({ kept, since }: Memory, name: string, value: string): void => {
  kept.set(name, value)
  since.set(name, Date.now())
}

export const VERIFIER = 'a-verifier-of-more-than-forty-three-characters~'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

export interface Scene {
  readonly party: Party
  readonly memory: Memory
  /** Role of the client. */
  readonly client: string
  /** Role of the person. */
  readonly as: string
}

const remembered = ({ memory }: Scene, name: string): string => {
  const value = memory.kept.get(name)
  if (value === undefined)
    throw new Error(`nothing is kept as ${name}: there are ${[...memory.kept.keys()].join(', ')}`)
  return value
}

/** Another character in the middle of the part with that index. */
const tampered = (jwt: string, part: number): string => {
  const parts = jwt.split('.')
  const text = parts[part] ?? ''
  const at = Math.floor(text.length / 2)
  parts[part] = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  return parts.join('.')
}

const unsigned = (jwt: string): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${jwt.split('.')[1] ?? ''}.`

const registered = (scene: Scene, what: string, role: string): string | undefined => {
  const client = () => clientOf(scene.party, role)
  const known: Readonly<Record<string, () => string>> = {
    client_id: () => client().clientId,
    secret: () => client().secret ?? '',
    redirect_uri: () => client().redirectUris[0] ?? '',
    redirect_uri_2: () => client().redirectUris[1] ?? '',
    post_logout_redirect_uri: () => client().postLogoutRedirectUris[0] ?? '',
  }
  return known[what]?.()
}

const person = ({ party, as }: Scene, what: string): string | undefined => {
  const { username, password } = party.profile.people[as] ?? {}
  return { username, password }[what]
}

const made = (scene: Scene, what: string, given: readonly string[]): string | undefined => {
  const [first = '', second = ''] = given
  const makers: Readonly<Record<string, () => string>> = {
    repeat: () => first.repeat(Number(second)),
    tampered: () => tampered(remembered(scene, first), 2),
    changed: () => tampered(remembered(scene, first), 1),
    unsigned: () => unsigned(remembered(scene, first)),
    upper: () => remembered(scene, first).toUpperCase(),
    half: () => remembered(scene, first).slice(0, remembered(scene, first).length / 2),
    encoded: () => encodeURIComponent(filled(scene, `{${first}}`)),
    base64: () => Buffer.from(given.join(':')).toString('base64'),
    endpoint: () => urlAt(scene.party, first),
  }
  return makers[what]?.()
}

const CONSTANT: Readonly<Record<string, string>> = { verifier: VERIFIER, challenge: CHALLENGE }

const valueFor = (scene: Scene, expression: string): string => {
  const [what = '', ...given] = expression.split(':')
  const [name = '', role = scene.client] = what.split('@')
  const party: Readonly<Record<string, string>> = { issuer: scene.party.issuer, origin: scene.party.origin }
  return (
    party[name] ??
    CONSTANT[name] ??
    registered(scene, name, role) ??
    person(scene, name) ??
    made(scene, name, given) ??
    remembered(scene, name)
  )
}

/** A text with what stands in braces replaced; `{{` is a brace. */
export const filled = (scene: Scene, text: string): string =>
  text.replaceAll(/\{\{|\{([a-z][\w@:.\- ~%/]*)\}/g, (found, expression?: string) =>
    expression === undefined ? found.slice(1) : valueFor(scene, expression),
  )
