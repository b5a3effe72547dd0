import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import type { ScenarioResult, Target } from '#reports/model.ts'
import { type Case, few, type Judge, listOf, playedAt, type SealedRun } from './case.ts'
import { differencesFrom } from './registered.ts'
import { sound, troubles, unplayed } from './sound.ts'

type Kind = NonNullable<RegisteredEnvironment['kind']>

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

/** What a client that is registered for something has to have been seen to do: by grant. */
const NEEDED: Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  confidential: {
    authorization_code: [
      ...['oidc.op.authorization-code.signs-in', 'oidc.op.id-token.claims'],
      ...['oidc.op.keys.verify-id-token', 'oidc.op.userinfo.header-get'],
    ],
    refresh_token: ['oidc.op.refresh.usable'],
    client_credentials: ['oidc.op.client-credentials.token'],
    [DEVICE]: ['oidc.op.device.request-confidential'],
  },
  public: { authorization_code: ['oidc.op.pkce.public'], [DEVICE]: ['oidc.op.device.request-public'] },
}
const LOGOUT = 'oidc.op.logout.redirect'

/** Ids of scenarios. */
export const neededBy = ({ kind = 'confidential', ...entry }: RegisteredEnvironment): readonly string[] => {
  const grants = entry.grants === undefined ? ['authorization_code'] : listOf(entry.grants)
  const leaves = kind === 'confidential' && listOf(entry.postLogoutRedirectUris).length > 0
  return [...grants.flatMap((grant) => NEEDED[kind][grant] ?? []), ...(leaves ? [LOGOUT] : [])]
}

const isSeen = ({ verdict }: ScenarioResult): boolean => verdict === 'pass' || verdict === 'warn' || verdict === 'fail'

/** Played as another client it proves nothing of this one. */
const otherClient = (id: string, { clients = [] }: Target, { entry, catalogue }: Case): string | undefined => {
  const role = catalogue.find((each) => each.id === id)?.client
  const used = clients.find((each) => each.role === role)
  if (role === undefined || used === undefined || used.clientId === entry.clientId) return undefined
  return `it was played as ${used.clientId}: make clients.${role} of that target the client that is registered.`
}

/** What was skipped proves nothing of what is registered. Failures are told of elsewhere. */
const unseen = (played: SealedRun, target: Target, given: Case): readonly string[] => {
  const here = new Map(playedAt(played, target).map((each) => [each.id, each]))
  return neededBy(given.entry).flatMap((id) => {
    const scenario = here.get(id)
    if (scenario?.verdict === 'error') return []
    const isJudged = scenario !== undefined && isSeen(scenario)
    const why = isJudged ? otherClient(id, target, given) : (scenario?.reason ?? 'it was not played.')
    return why === undefined ? [] : [`${id} tells nothing of this client in ${played.file}: ${why}`]
  })
}

/** The client of the registration, as it was used; nothing of another one counts. */
const clientTrouble = (
  played: SealedRun,
  { clients = [] }: Target,
  entry: RegisteredEnvironment,
): readonly string[] => {
  const own = clients.filter(({ clientId }) => clientId === entry.clientId)
  if (own.length === 0 || entry.clientId === undefined) {
    const names = few(clients.map(({ clientId }) => clientId)) || 'nobody'
    return [`${played.file} was played as ${names}, and ${entry.clientId ?? 'no client'} is registered.`]
  }
  const differences = new Set(own.flatMap((used) => differencesFrom(used, entry)))
  return [...differences].map(
    (difference) => `${played.file} was played with ${difference}: make the configuration and the registration agree.`,
  )
}

const isThere =
  ({ profile }: Case) =>
  ({ plays, kind, issuer }: Target): boolean =>
    plays === 'op' && kind === 'configured' && issuer !== undefined && issuer === profile?.issuer

const ofTarget = (played: SealedRun, target: Target, given: Case): readonly string[] => [
  ...(target.detour === undefined
    ? []
    : [`${played.file} was played at something that only calls itself ${target.issuer}: ${target.detour}.`]),
  ...clientTrouble(played, target, given.entry),
  ...unplayed(played, target, given),
  ...troubles(played, target),
  ...unseen(played, target, given),
]

export const testedAtAai: Judge = (given) => {
  const { aai, profile, environment } = given
  if (!aai)
    return [`There is no run at the AAI of ${environment}: aai run --seal, with your client in aai.config.yaml.`]
  const targets = aai.result.targets.filter(isThere(given))
  const none = targets.length === 0 ? [`${aai.file} was not played at ${profile?.issuer ?? environment}.`] : []
  return [...sound(aai, given), ...none, ...targets.flatMap((target) => ofTarget(aai, target, given))]
}
