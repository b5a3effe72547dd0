import type { Profile } from '#fixtures/schema/profile.ts'
import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import type { Finding } from '../model.ts'
import { isFilledIn, of, type Rule, type Subject } from './rule.ts'

/** RP-PKCE. */
export const pkce: Rule = (subject) => {
  const { kind } = subject
  const found = kind.names.pkce ? subject.settings.filter(({ name }) => kind.names.pkce?.test(name)) : []
  const on = found.flatMap(({ name, value, line }): readonly Finding[] => {
    const base = { line, setting: name }
    if (isFilledIn(value) || /^(S256|true|required|yes|1)$/i.test(value)) return []
    if (kind.pkce?.off.test(value) || /^(false|no|0|off|none|)$/i.test(value)) {
      const write = kind.pkce?.name ?? 'S256'
      return [{ ...base, weight: 'warn', cites: 'RP-PKCE', wrong: 'PKCE is switched off.', write }]
    }
    if (/^plain$/i.test(value)) {
      return [
        {
          ...base,
          weight: 'warn',
          cites: 'RP-PKCE',
          wrong: 'With plain the challenge is the verifier.',
          write: 'S256',
        },
      ]
    }
    const wrong = 'This is no method of PKCE, so that client and registration cannot agree.'
    return [{ ...base, weight: 'fail', cites: 'RP-PKCE', wrong, write: 'S256' }]
  })
  if (found.length > 0 || kind.pkce === undefined) return on
  const client = of(subject, 'client-id')[0]
  if (!client) return []
  const wrong = 'PKCE is not used: a registration that demands it lets nobody in.'
  const write = `${kind.pkce.name}, and the same in the registration.`
  return [{ line: client.line, setting: client.name, weight: 'warn', cites: 'RP-PKCE', wrong, write }]
}

/** The profile of the AAI that a file is for, where that can be told. */
const profileOf = ({ addresses }: Subject): Profile | undefined => {
  const issuer = addresses.find(({ issuer: { legacy } }) => !legacy)?.issuer.url
  const name = profileNames().find((each) => loadProfile(each).issuer === issuer)
  return name === undefined ? undefined : loadProfile(name)
}

/** REG-SCOPES: those that the issuer offers, with openid among them. */
export const scopes: Rule = (subject) => {
  const asked = of(subject, 'scopes').flatMap((setting) =>
    setting.value.split(/[\s,+]+/).map((value) => ({ ...setting, value })),
  )
  const first = asked[0]
  if (!first || asked.some(({ value }) => isFilledIn(value))) return []
  const offered = profileOf(subject)?.scopes
  const unknown = asked
    .filter(({ value }) => value !== '' && offered !== undefined && !(value in offered))
    .map(({ name, value, line }): Finding => {
      const wrong = `The issuer does not offer the scope ${value.slice(0, 60)}.`
      const write = `One of ${Object.keys(offered ?? {}).join(', ')}.`
      return { line, setting: name, weight: 'warn', cites: 'REG-SCOPES', wrong, write }
    })
  if (asked.some(({ value }) => value === 'openid') || subject.kind.addsOpenid) return unknown
  const wrong = 'The scope openid is missing: without it there is no ID token, and no userinfo.'
  return [
    { line: first.line, setting: first.name, weight: 'fail', cites: 'REG-SCOPES', wrong, write: 'openid, too.' },
    ...unknown,
  ]
}

/** RP-SESSION-LIFETIME, where a session lives on an access token. */
export const sessionLifetime: Rule = (subject) =>
  of(subject, 'session-lifetime')
    .filter(({ value }) => /^\d+$/.test(value))
    .flatMap(({ name, value, line }): readonly Finding[] => {
      const { accessToken = 3600 } = profileOf(subject)?.lifetimes ?? {}
      if (Number(value) <= accessToken) return []
      const wrong = `The session lives for ${value} s, its access token for ${accessToken} s.`
      return [{ line, setting: name, weight: 'fail', cites: 'RP-SESSION-LIFETIME', wrong, write: String(accessToken) }]
    })

const EXAMPLE = /^(some-client-(id|secret)|your[-_ ].*|change-?me.*|client[-_]?(id|secret)|xxx+|<.*>|todo|secret)$/i

/** A value that came with the example, and belongs to nobody. */
export const examples: Rule = (subject) => [
  ...(['client-id', 'secret'] as const)
    .flatMap((meaning) => of(subject, meaning))
    .filter(({ value }) => EXAMPLE.test(value))
    .map(
      ({ name, line }): Finding => ({
        ...{ line, setting: name, weight: 'warn', cites: 'MIG-CLIENT-KEPT' },
        wrong: 'This is the value of an example.',
        write: 'What the AAI gave you when the service was registered.',
      }),
    ),
  ...subject.settings
    .filter(({ value }) => /^https?:\/\/(?:[\w.-]+\.)?example\.(com|org|net)\b/.test(value))
    .filter(({ name }) => subject.kind.names.issuer?.test(name))
    .map(
      ({ name, line }): Finding => ({
        ...{ line, setting: name, weight: 'warn', cites: 'OIDCD-4.3-compare' },
        wrong: 'This is the issuer of an example.',
        write: 'The issuer of your AAI, to the character.',
      }),
    ),
]

/** MIG-INTROSPECTION: who introspects has a secret. */
export const introspection: Rule = (subject) => {
  const asked = of(subject, 'introspection').find(({ value }) => /^https?:/.test(value))
  if (!asked || of(subject, 'secret').length > 0) return []
  return [
    {
      ...{ line: asked.line, setting: asked.name, weight: 'fail', cites: 'MIG-INTROSPECTION' },
      wrong: 'Tokens are introspected, and nowhere is a secret for it.',
      write: 'The id and the secret of a confidential client of the API’s own.',
    },
  ]
}

/** RP-EXAMPLE-CLIENT: its versions have other names for the same, and each reads its own only. */
export const exampleClientNames: Rule = ({ kind, settings }) => {
  if (kind.id !== 'simple-oidc-client-php') return []
  const written = ['client', 'redirect']
  const isOurs = ({ name }: { readonly name: string }): boolean => written.some((word) => name.startsWith(word))
  const old = settings.filter((setting) => isOurs(setting) && /^[a-z]+(_[a-z]+)+$/.test(setting.name))
  const current = settings.find((setting) => isOurs(setting) && /[a-z][A-Z]/.test(setting.name))
  if (!current) return []
  return old.map(({ name, line }) => ({
    ...{ line, setting: name, weight: 'fail', cites: 'RP-EXAMPLE-CLIENT' },
    wrong: `The name ${name} is that of early versions, and line ${current.line} has one of later ones: one of the two is never read.`,
    write: `$${name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}, as later versions call it.`,
  }))
}
