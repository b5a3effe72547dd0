import { together } from '../judged.ts'
import type { Judged, Unseen } from '../model.ts'
import { findingsOf } from './index.ts'
import { isLoopback } from './redirects.ts'
import { type Environment, listOf, type Path, type ReadRegistration, type Remark, type Rule } from './registration.ts'
import type { Sight } from './sight.ts'

type Judge = (environment: Environment, sight: Sight, at: (member: string) => Path) => readonly Remark[]

interface SeenRule extends Pick<Rule, 'cites'> {
  readonly judge: Judge
  /** Nothing of it was seen. */
  readonly nothing: (sight: Sight) => boolean
}

const pathOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : address)

/** A service that is tested where it is made is registered where it will be. */
const isHere = (address: string, registered: readonly string[]): boolean =>
  URL.canParse(address) &&
  isLoopback(new URL(address).hostname) &&
  registered.some((each) => pathOf(each) === pathOf(address))

const unregistered = (seen: readonly string[], registered: readonly string[], at: Path, what: string) =>
  seen
    .filter((address) => !registered.includes(address))
    .map(
      (address): Remark =>
        isHere(address, registered)
          ? {
              ...{ at, weight: 'note', write: 'Nothing, as long as the service is tested on your own machine.' },
              wrong: `The service was seen with ${address}, which differs from what is registered in its host.`,
            }
          : {
              ...{ at, weight: 'fail', write: `Add ${address}, or let the service use one that is registered.` },
              wrong: `The service was seen with the ${what} ${address}, which is not registered.`,
            },
    )

const pkceRemarks: Judge = ({ entry: { pkce } }, { pkce: seen }, at) => {
  const place = at('pkce')
  const wanted = pkce === true ? 'S256' : pkce
  if (wanted === undefined)
    return [
      {
        at: place,
        weight: 'warn',
        wrong: `Nothing is said of PKCE, and ${seen.join(', ')} was seen.`,
        write: `pkce: ${seen.includes('none') ? 'false' : seen[0]}`,
      },
    ]
  if (wanted === false)
    return seen.every((method) => method === 'none')
      ? []
      : [
          {
            at: place,
            weight: 'warn',
            wrong: 'The service was seen with PKCE, and the registration has it off.',
            write: 'pkce: S256',
          },
        ]
  return seen
    .filter((method) => method !== wanted)
    .map((method) => ({
      ...{
        at: place,
        weight: 'fail',
        write: `Send ${wanted} in every login, or register pkce: ${method === 'none' ? 'false' : method}.`,
      },
      wrong: `PKCE with ${wanted} is registered, and the service was seen ${method === 'none' ? 'without any' : `with ${method}`}.`,
    }))
}

const scopeRemarks: Judge = ({ entry }, { scopes }, at) => {
  const registered = listOf(entry.scopes)
  const [more, fewer] = [
    scopes.filter((each) => !registered.includes(each)),
    registered.filter((each) => !scopes.includes(each)),
  ]
  return [
    ...more.map(
      (scope): Remark => ({
        at: at('scopes'),
        weight: 'fail',
        wrong: `The service was seen asking for ${scope}, which is not registered.`,
        write: `Add ${scope}, or no longer ask for it.`,
      }),
    ),
    ...fewer.map(
      (scope): Remark => ({
        at: at('scopes'),
        weight: 'note',
        wrong: `${scope} is registered, and the service never asked for it.`,
        write: 'Leave it out, unless it is needed elsewhere.',
      }),
    ),
  ]
}

/** What has to be registered for an answer of this type, and for tokens that stay. */
const grantsFor = ({ responseTypes, scopes }: Sight): readonly string[] => [
  ...(responseTypes.some((type) => /\bcode\b/.test(type)) ? ['authorization_code'] : []),
  ...(responseTypes.some((type) => /\b(?:id_)?token\b/.test(type)) ? ['implicit'] : []),
  ...(scopes.includes('offline_access') ? ['refresh_token'] : []),
]

const rules: readonly SeenRule[] = [
  {
    cites: 'OIDCC-3.1.2.1-redirect_uri',
    nothing: ({ redirectUris }) => redirectUris.length === 0,
    judge: ({ entry }, { redirectUris }, at) =>
      unregistered(redirectUris, listOf(entry.redirectUris), at('redirectUris'), 'redirect URI'),
  },
  {
    cites: 'REG-POST-LOGOUT',
    nothing: ({ postLogoutRedirectUris }) => postLogoutRedirectUris.length === 0,
    judge: ({ entry }, { postLogoutRedirectUris }, at) =>
      unregistered(
        postLogoutRedirectUris,
        listOf(entry.postLogoutRedirectUris),
        at('postLogoutRedirectUris'),
        'address after a logout',
      ),
  },
  { cites: 'REG-SCOPES', nothing: ({ scopes }) => scopes.length === 0, judge: scopeRemarks },
  { cites: 'MIG-PKCE', nothing: ({ pkce }) => pkce.length === 0, judge: pkceRemarks },
  {
    cites: 'REG-GRANTS',
    nothing: ({ responseTypes }) => responseTypes.length === 0,
    judge: ({ entry }, sight, at) =>
      grantsFor(sight)
        .filter((grant) => !listOf(entry.grants).includes(grant))
        .map((grant) => ({
          at: at('grants'),
          weight: 'fail',
          wrong: `The service was seen to need ${grant}, which is not registered.`,
          write: `Add ${grant}, or no longer ask for what needs it.`,
        })),
  },
  {
    cites: 'RP-TOKEN-REQUEST',
    nothing: ({ authentication }) => authentication === undefined,
    judge: ({ entry: { kind = 'confidential' } }, { authentication = '' }, at) => {
      if ((kind === 'public') === (authentication === 'none')) return []
      const seen = authentication === 'none' ? 'with nothing to prove who it is' : `with ${authentication}`
      return [
        {
          at: at('kind'),
          weight: 'fail',
          wrong: `The client is registered as ${kind}, and the service was seen ${seen}.`,
          write: `kind: ${authentication === 'none' ? 'public' : 'confidential'}`,
        },
      ]
    },
  },
]

/** The environment whose addresses were seen; that for tests otherwise. */
const environmentOf = (
  { environments }: ReadRegistration,
  { redirectUris }: Sight,
  wanted?: string,
): Environment | undefined =>
  environments.find(({ name }) => name === wanted) ??
  environments.find(({ entry }) => listOf(entry.redirectUris).some((uri) => redirectUris.includes(uri))) ??
  environments.find(({ isForTests }) => isForTests) ??
  environments[0]

const unseenIn = (sight: Sight): Unseen => ({
  verdict: 'skip',
  reason: `Nothing of it was seen in ${sight.file}: play more scenarios.`,
})

/** A registration held against what a run saw of the service. */
export const judgeSight = (read: ReadRegistration, sight: Sight, wanted?: string): readonly Judged[] => {
  const environment = environmentOf(read, sight, wanted)
  if (!environment) return []
  return together(
    rules.map((rule) => ({
      cites: rule.cites,
      findings: findingsOf(
        rule,
        rule.judge(environment, sight, (member) => ['environments', environment.name, member]),
        read,
      ),
      ...(rule.nothing(sight) ? { unseen: unseenIn(sight) } : {}),
    })),
  )
}

/** Rows of which a registration shows nothing by itself. */
export const unsighted: readonly Judged[] = (['OIDCC-3.1.2.1-redirect_uri', 'RP-TOKEN-REQUEST'] as const).map(
  (cites) => ({
    ...{ cites, findings: [] },
    unseen: { verdict: 'skip', reason: 'No run at the service is named: aai lint --result.' },
  }),
)
