import { together } from '../judged.ts'
import type { Meaning } from '../kind.ts'
import type { Judged } from '../model.ts'
import { exampleClientNames, examples, introspection, pkce, scopes, sessionLifetime } from './client.ts'
import { issuerSpelling, legacyEndpoints, mixedEnvironments, strangeAddresses } from './endpoints.ts'
import { of, type Placed, type Rule, type Subject } from './rule.ts'
import { logoutParameter, logoutParameterName, redirectUris } from './uris.ts'

/** What its kind knows to be wrong, value by value. */
const switches: Rule = ({ kind, settings }) =>
  (kind.switches ?? []).flatMap(({ name, value, weight, cites, wrong, write }) =>
    settings
      .filter((setting) => name.test(setting.name) && value.test(setting.value))
      .map((setting) => ({ line: setting.line, setting: setting.name, weight, cites, wrong, write })),
  )

const withoutAddress = ({ addresses }: Subject): string | undefined =>
  addresses.length > 0 ? undefined : 'No address of an AAI that we know stands in it.'

const without =
  (what: string, ...meanings: readonly Meaning[]) =>
  (subject: Subject): string | undefined =>
    meanings.some((meaning) => of(subject, meaning).length > 0) ? undefined : `It says nothing of ${what}.`

const withoutLogout = ({ settings }: Subject): string | undefined =>
  settings.some(({ name, value }) => /logout|endsession|signout/i.test(`${name} ${value}`))
    ? undefined
    : 'It says nothing of a logout.'

const withoutPkce = (subject: Subject): string | undefined => {
  const told = subject.kind.pkce !== undefined && of(subject, 'client-id').length > 0
  return told || of(subject, 'pkce').length > 0 ? undefined : 'It says nothing of PKCE.'
}

const notOfExample = ({ kind }: Subject): string | undefined =>
  kind.id === 'simple-oidc-client-php' ? undefined : 'It is not that of the example client.'

const placed: readonly Placed[] = [
  { rule: legacyEndpoints, cites: ['MIG-ENDPOINTS'], unseen: withoutAddress },
  { rule: strangeAddresses, cites: ['MIG-ENDPOINTS'], unseen: withoutAddress },
  { rule: mixedEnvironments, cites: ['WORKFLOW-2'], unseen: withoutAddress },
  { rule: issuerSpelling, cites: ['OIDCD-4.3-compare'], unseen: without('an issuer', 'issuer') },
  {
    rule: redirectUris,
    cites: ['RP-HTTPS', 'REG-REDIRECT-EXACT'],
    unseen: without('a redirect URI', 'redirect-uri'),
  },
  { rule: logoutParameter, cites: ['MIG-LOGOUT-PARAM'], unseen: withoutLogout },
  { rule: logoutParameterName, cites: ['MIG-LOGOUT-PARAM'], unseen: withoutLogout },
  { rule: pkce, cites: ['RP-PKCE'], unseen: withoutPkce },
  { rule: scopes, cites: ['REG-SCOPES'], unseen: without('scopes', 'scopes') },
  {
    rule: sessionLifetime,
    cites: ['RP-SESSION-LIFETIME'],
    unseen: without('how long a session lives', 'session-lifetime'),
  },
  { rule: introspection, cites: ['MIG-INTROSPECTION'], unseen: without('introspection', 'introspection') },
  {
    rule: examples,
    cites: ['MIG-CLIENT-KEPT', 'OIDCD-4.3-compare'],
    unseen: without('the client', 'client-id', 'secret'),
  },
  { rule: exampleClientNames, cites: ['RP-EXAMPLE-CLIENT'], unseen: notOfExample },
]

const switchRules = ({ kind: { switches: known = [] } }: Subject): readonly Placed[] =>
  [...Map.groupBy(known, ({ cites }) => cites)].map(([cites, each]) => ({
    ...{ rule: switches, cites: [cites] },
    unseen: ({ settings }) =>
      settings.some(({ name }) => each.some((one) => one.name.test(name))) ? undefined : 'It leaves this as it comes.',
  }))

const judgedOf = (subject: Subject, { rule, cites, unseen }: Placed): readonly Judged[] => {
  const found = rule(subject).filter((finding) => cites.includes(finding.cites))
  const reason = found.length > 0 ? undefined : unseen(subject)
  return cites.map((each) => ({
    cites: each,
    findings: found.filter((finding) => finding.cites === each),
    ...(reason === undefined ? {} : { unseen: { verdict: 'not-applicable', reason } }),
  }))
}

/** Requirement by requirement, all that a file of this kind can show. */
export const judgedBy = (subject: Subject): readonly Judged[] =>
  together([...(subject.kind.rules ?? placed), ...switchRules(subject)].flatMap((each) => judgedOf(subject, each)))
