import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import type { Finding, Setting } from '../model.ts'
import { isLoopback } from '../registration/redirects.ts'
import { legacyEndpoints, mixedEnvironments } from './endpoints.ts'
import { type Placed, type Rule, type Subject, shown } from './rule.ts'

/** OpenID Connect Discovery 1.0 section 3. */
const REQUIRED = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
]

const valuesOf = ({ settings }: Subject, name: string): readonly Setting[] =>
  settings.filter((setting) => setting.name === name)

const isThere = (subject: Subject, name: string): boolean => valuesOf(subject, name).length > 0

const first = (subject: Subject, name: string): Setting => valuesOf(subject, name)[0] ?? { name, value: '', line: 1 }

const finding = (
  cites: RequirementId,
  weight: Finding['weight'],
  { name, line }: Setting,
  wrong: string,
  write: string,
) => ({
  ...{ cites, weight, line, setting: name, wrong, write },
})

const required: Rule = (subject) =>
  REQUIRED.filter((name) => !isThere(subject, name)).map((name) =>
    finding('OIDCD-3-required', 'fail', first(subject, name), `The member ${name} is missing.`, `"${name}": …`),
  )

const including =
  (cites: RequirementId, weight: Finding['weight'], name: string, value?: string): Rule =>
  (subject) => {
    const all = valuesOf(subject, name)
    const holds = value === undefined ? all.length > 0 : all.some((each) => each.value === value)
    const wrong = all.length === 0 ? `The member ${name} is missing.` : `${name} does not name ${value}.`
    return holds
      ? []
      : [finding(cites, weight, first(subject, name), wrong, `"${name}": ${value ? `["${value}", …]` : '…'}`)]
  }

const isSecure = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || isLoopback(hostname)
}

const isEndpoint = ({ name }: Setting): boolean => /^[a-z_]+_(?:endpoint|uri|iframe)$/.test(name) && !/^op_/.test(name)

const secure: Rule = ({ settings }) =>
  settings
    .filter((setting) => isEndpoint(setting) && !isSecure(setting.value))
    .map((setting) =>
      finding(
        'OIDCD-3-https',
        'fail',
        setting,
        'This is no https address.',
        shown(setting.value.replace(/^http:/i, 'https:')),
      ),
    )

const issuerForm: Rule = (subject) =>
  valuesOf(subject, 'issuer')
    .filter(({ value }) => !isSecure(value) || /[?#]/.test(value))
    .map((setting) =>
      finding(
        'RFC8414-2-issuer',
        'fail',
        setting,
        'An issuer is an https address without query and fragment.',
        shown(setting.value),
      ),
    )

const empty: Rule = ({ settings }) =>
  settings
    .filter(({ value }) => value === '[]')
    .map((setting) => finding('OIDCD-4.2-empty', 'fail', setting, 'A list without members.', 'Leave the member out.'))

const profileOf = (subject: Subject): Profile | undefined => {
  const issuer = first(subject, 'issuer').value
  const name = profileNames().find((each) => loadProfile(each).issuer === issuer)
  return name === undefined ? undefined : loadProfile(name)
}

const MEMBERS: Readonly<Partial<Record<EndpointName, string>>> = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  jwks: 'jwks_uri',
  introspection: 'introspection_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  endSession: 'end_session_endpoint',
}

const promised: Rule = (subject) => {
  const profile = profileOf(subject)
  return Object.entries(profile?.endpoints ?? {}).flatMap(([name, path]): readonly Finding[] => {
    const member = MEMBERS[name as EndpointName]
    if (member === undefined || !profile) return []
    const [expected, setting] = [new URL(path, profile.issuer).href, first(subject, member)]
    if (setting.value === expected) return []
    const wrong = setting.value === '' ? `The member ${member} is missing` : `${member} is not where it was`
    return [finding('DISC-ENDPOINTS', 'fail', setting, `${wrong} at ${profile.title}.`, `"${member}": "${expected}"`)]
  })
}

/** What clients choose from. */
const CHOICES = [
  'scopes_supported',
  'grant_types_supported',
  'response_types_supported',
  'response_modes_supported',
  'code_challenge_methods_supported',
  'token_endpoint_auth_methods_supported',
  'id_token_signing_alg_values_supported',
]

/** Lists of what an issuer can do, against those that its profile promises. */
const capabilities: Rule = (subject) => {
  const profile = profileOf(subject)
  return Object.entries(profile?.discovery.members ?? {}).flatMap(([member, value]): readonly Finding[] => {
    if (!Array.isArray(value) || !CHOICES.includes(member) || !isThere(subject, member)) return []
    const [has, had] = [
      valuesOf(subject, member).flatMap((each) => (each.value === '[]' ? [] : each.value)),
      value.map(String),
    ]
    const [more, fewer] = [has.filter((each) => !had.includes(each)), had.filter((each) => !has.includes(each))]
    if (more.length + fewer.length === 0) return []
    const told = [...more.map((each) => `+ ${each}`), ...fewer.map((each) => `- ${each}`)].join(', ')
    return [
      finding(
        'DISC-CAPABILITIES',
        'warn',
        first(subject, member),
        `${member} is not as ${profile?.title} had it: ${told}.`,
        'Nothing, if the AAI has announced it; ask otherwise.',
      ),
    ]
  })
}

const always = (): undefined => undefined

const withoutProfile = (subject: Subject): string | undefined =>
  profileOf(subject) ? undefined : 'Its issuer is none that we have a profile of.'

const withoutAddress = ({ addresses }: Subject): string | undefined =>
  addresses.length > 0 ? undefined : 'No address of an AAI that we know stands in it.'

export const discoveryRules: readonly Placed[] = [
  { rule: required, cites: ['OIDCD-3-required'], unseen: always },
  { rule: issuerForm, cites: ['RFC8414-2-issuer'], unseen: always },
  { rule: secure, cites: ['OIDCD-3-https'], unseen: always },
  {
    rule: including('OIDCD-3-rs256', 'fail', 'id_token_signing_alg_values_supported', 'RS256'),
    cites: ['OIDCD-3-rs256'],
    unseen: always,
  },
  {
    rule: including('OIDCD-3-openid', 'warn', 'scopes_supported', 'openid'),
    cites: ['OIDCD-3-openid'],
    unseen: always,
  },
  { rule: including('OIDCD-3-claims', 'warn', 'claims_supported'), cites: ['OIDCD-3-claims'], unseen: always },
  { rule: including('OIDCD-3-userinfo', 'warn', 'userinfo_endpoint'), cites: ['OIDCD-3-userinfo'], unseen: always },
  { rule: empty, cites: ['OIDCD-4.2-empty'], unseen: always },
  { rule: promised, cites: ['DISC-ENDPOINTS'], unseen: withoutProfile },
  { rule: capabilities, cites: ['DISC-CAPABILITIES'], unseen: withoutProfile },
  { rule: legacyEndpoints, cites: ['MIG-ENDPOINTS'], unseen: withoutAddress },
  { rule: mixedEnvironments, cites: ['WORKFLOW-2'], unseen: withoutAddress },
]
