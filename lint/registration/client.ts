import type { Feature } from '#fixtures/schema/profile.ts'
import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import { withoutPkce } from './libraries.ts'
import { type Environment, listOf, type Path, placed, type Remark, type Rule, withoutClient } from './registration.ts'

type Judge = (environment: Environment, at: (member: string) => Path) => readonly Remark[]

/** For each OpenID Connect client; SAML ones are judged by their metadata. */
const perClient =
  (judge: Judge): Rule['remarks'] =>
  ({ environments }) =>
    environments
      .filter(({ entry }) => (entry.protocol ?? 'oidc') === 'oidc')
      .flatMap((environment) => judge(environment, (member) => ['environments', environment.name, member]))

/** What a profile has to offer for a grant. */
const GRANTS: Readonly<Record<string, Feature>> = {
  authorization_code: 'code',
  implicit: 'implicit',
  refresh_token: 'refresh',
  client_credentials: 'client-credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'device-code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token-exchange',
}

const SHORT: Readonly<Record<string, string>> = {
  code: 'authorization_code',
  refresh: 'refresh_token',
  'client-credentials': 'client_credentials',
  'device-code': 'urn:ietf:params:oauth:grant-type:device_code',
  device_code: 'urn:ietf:params:oauth:grant-type:device_code',
  'token-exchange': 'urn:ietf:params:oauth:grant-type:token-exchange',
}

const grantRemarks = ({ profile }: Environment, at: Path, grant: string): readonly Remark[] => {
  const feature = GRANTS[grant]
  if (feature === undefined) {
    const write = SHORT[grant] ?? `One of ${Object.keys(GRANTS).join(', ')}.`
    return [{ at, wrong: `"${grant}" is no grant type.`, write }]
  }
  if (!profile || profile.offers.includes(feature)) return []
  return [{ at, wrong: `${profile.title} does not offer ${grant}.`, write: 'Leave it out, or ask the AAI for it.' }]
}

/** Only who keeps a secret can act in its own name or for others. */
const CONFIDENTIAL = ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange']

const togetherRemarks = (entry: RegisteredEnvironment, at: Path): readonly Remark[] => {
  const grants = listOf(entry.grants)
  const secret = grants.find((grant) => CONFIDENTIAL.includes(grant))
  const alone = grants.includes('refresh_token') && grants.length === 1
  return [
    ...(entry.kind === 'public' && secret !== undefined
      ? [
          {
            at,
            wrong: `A public client cannot use ${secret}: it has nothing to prove who it is.`,
            write: 'kind: confidential',
          },
        ]
      : []),
    ...(alone ? [{ at, wrong: 'Nothing would give the first refresh token.', write: 'Add authorization_code.' }] : []),
    ...(grants.includes('implicit')
      ? [
          {
            at,
            wrong: 'implicit puts tokens into addresses.',
            write: 'authorization_code with PKCE',
            weight: 'warn',
          } as const,
        ]
      : []),
  ]
}

const grants: Rule = {
  cites: 'REG-GRANTS',
  title: 'asks for grant types that there are, and that fit the kind of client',
  unseen: withoutClient,
  remarks: perClient((environment, at) => {
    const all = placed(at('grants'), environment.entry.grants)
    if (all.length === 0)
      return [{ at: at('grants'), wrong: 'No grant type is asked for.', write: 'grants: [authorization_code]' }]
    const each = all.flatMap(([place, grant]) => grantRemarks(environment, place, grant))
    return [...each, ...togetherRemarks(environment.entry, at('grants'))]
  }),
}

const asksForPeople = ({ entry }: Environment): boolean => {
  const all = listOf(entry.grants)
  return all.length === 0 || all.some((grant) => grant !== 'client_credentials')
}

const scopeRemarks = ({ profile }: Environment, at: Path, scope: string): readonly Remark[] => {
  if (/[\s"\\]/.test(scope))
    return [{ at, wrong: `"${scope}" is more than one scope, or none.`, write: 'One scope a line.' }]
  if (!profile || scope === 'openid' || scope in profile.scopes) return []
  const known = ['openid', ...Object.keys(profile.scopes)].join(', ')
  return [
    {
      at,
      wrong: `${profile.title} has no scope ${scope}.`,
      write: `One of ${[...new Set(known.split(', '))].join(', ')}.`,
    },
  ]
}

const scopes: Rule = {
  cites: 'REG-SCOPES',
  title: 'asks for scopes that there are, openid among them',
  unseen: withoutClient,
  remarks: perClient((environment, at) => {
    const all = placed(at('scopes'), environment.entry.scopes)
    const names = all.map(([, scope]) => scope)
    if (all.length === 0)
      return [{ at: at('scopes'), wrong: 'No scope is asked for.', write: 'scopes: [openid, profile, email]' }]
    const each = all.flatMap(([place, scope]) => scopeRemarks(environment, place, scope))
    if (names.includes('openid') || !asksForPeople(environment)) return each
    return [
      ...each,
      { at: at('scopes'), wrong: 'Without openid nobody is told who has logged in.', write: 'Add openid.' },
    ]
  }),
}

const description: Rule = {
  cites: 'REG-CLIENT-DESCRIPTION',
  title: 'describes each client, and has a logo',
  remarks: (read) => [
    ...perClient(({ entry }, at) =>
      entry.description?.trim()
        ? []
        : [
            {
              at: at('description'),
              wrong: 'The client has no description.',
              write: 'description: What it is for, in a sentence.',
            },
          ],
    )(read),
    ...(read.content.service.logo?.trim()
      ? []
      : [{ at: ['service', 'logo'], wrong: 'There is no logo.', write: 'logo: https://service.org/logo.png' }]),
  ],
}

const pkceOn = ({ pkce }: RegisteredEnvironment): boolean => pkce !== undefined && pkce !== false

const pkce: Rule = {
  cites: 'MIG-PKCE',
  title: 'has PKCE switched on where the client sends it, and only there',
  unseen: withoutClient,
  remarks: perClient(({ entry }, at) => {
    const { library, kind } = entry
    const place = at('pkce')
    const cannot = library === undefined ? undefined : withoutPkce(library)
    if (pkceOn(entry) && cannot !== undefined)
      return [{ at: place, wrong: `PKCE is demanded, and ${cannot}`, write: 'pkce: false, or another client library' }]
    if (entry.pkce === 'plain')
      return [
        {
          at: place,
          wrong: 'plain shows the verifier to whoever sees the request.',
          write: 'pkce: S256',
          weight: 'warn',
        },
      ]
    if (entry.pkce === undefined && asksForPeople({ name: '', entry, isForTests: false }))
      return [
        {
          at: place,
          wrong: 'Nothing is said of PKCE: the AAI and the service have to agree.',
          write: 'pkce: S256, or pkce: false where the client does not send it',
          weight: 'warn',
        },
      ]
    if (entry.pkce === false && kind === 'public')
      return [
        {
          at: place,
          wrong: 'A public client without PKCE: whoever gets its code gets its tokens.',
          write: 'pkce: S256',
        },
      ]
    return []
  }),
}

export const clientRules: readonly Rule[] = [scopes, grants, description, pkce]
