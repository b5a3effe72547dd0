import type { RunResult, Target } from '#reports/model.ts'

/** What a run at a service saw of it, as far as a registration has something to say of it. */
export interface Sight {
  /** Where the run lies. */
  readonly file: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly responseTypes: readonly string[]
  /** Methods of PKCE; `none` of a login without it. */
  readonly pkce: readonly string[]
  /** How it proved who it is at the token endpoint; absent where nobody noted it. */
  readonly authentication?: string
}

type Parameters = ReadonlyMap<string, string>

/** As a recorded address shows them: what is secret is a length. */
const parametersOf = (start: string): Parameters =>
  new Map(
    (start.split('?', 2)[1] ?? '').split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [(name.split(' (', 1)[0] ?? '').trim(), value.join('=')]
    }),
  )

const listOf = (values: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(values.flatMap((value) => value ?? []))].toSorted()

const addressIn = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined
  try {
    return /^https?%3a/i.test(value) ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}

const methodOf = (request: Parameters): string =>
  request.has('code_challenge') ? (request.get('code_challenge_method') ?? 'plain') : 'none'

/** The service of a run; undefined where it was played at none. */
const serviceIn = ({ targets }: RunResult): Target | undefined => targets.find(({ plays }) => plays === 'rp')

/** What browsers of a run were led to the issuer with; undefined where no service took part. */
export const sightOf = (result: RunResult, file: string): Sight | undefined => {
  const target = serviceIn(result)
  if (!target?.issuer) return undefined
  const { issuer, clients = [], facts } = target
  const own = new Set(clients.map(({ clientId }) => clientId))
  const evidence = result.scenarios.filter((each) => each.target === target.id).flatMap((each) => each.evidence)
  const requests = evidence
    .map((key) => result.exchanges[key])
    .filter((exchange) => exchange?.label === 'redirect')
    .flatMap((exchange) => exchange?.request.start.replace(/^GET /, '') ?? [])
    .filter((url) => url.startsWith(issuer))
    .map(parametersOf)
  const logins = requests.filter((each) => each.has('response_type') && own.has(each.get('client_id') ?? ''))
  const authentication = facts['client authentication']
  return {
    file,
    redirectUris: listOf(logins.map((each) => addressIn(each.get('redirect_uri')))),
    postLogoutRedirectUris: listOf(requests.map((each) => addressIn(each.get('post_logout_redirect_uri')))),
    scopes: listOf(logins.flatMap((each) => each.get('scope')?.split(/\+|%20| /) ?? [])),
    responseTypes: listOf(logins.map((each) => each.get('response_type'))),
    pkce: listOf(logins.map(methodOf)),
    ...(typeof authentication === 'string' ? { authentication } : {}),
  }
}
