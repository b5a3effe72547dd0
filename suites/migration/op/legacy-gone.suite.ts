import { describe } from 'vitest'
import type { EndpointName, Profile, RequestOptions, Tools } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'
import { serves } from '#suites/kit/serving.ts'

const hasEnded = ({ title, predecessor }: Profile): string | undefined => {
  if (!predecessor) return `${title} took over from no other issuer.`
  return predecessor.ended ? undefined : `No day is known on which the issuer before ${title} was to end.`
}

/** Who nobody registered asks for nothing that anybody could be given. */
const STRANGER = { client_id: 'aai-conformance', client_secret: 'not-a-secret' }

type Knock = readonly [
  endpoint: EndpointName | 'discovery',
  title: string,
  request?: (client: Tools['client']) => RequestOptions & { readonly query?: Readonly<Record<string, string>> },
]

const endpoints: Readonly<Record<string, Knock>> = {
  discovery: ['discovery', 'publishes no configuration'],
  keys: ['jwks', 'publishes no keys'],
  authorization: [
    'authorization',
    'signs nobody in',
    ({ id, redirectUri }) => ({
      query: { response_type: 'code', client_id: id, redirect_uri: redirectUri, scope: 'openid', state: 'before' },
    }),
  ],
  token: ['token', 'gives no tokens', () => ({ body: { grant_type: 'client_credentials', ...STRANGER } })],
  userinfo: ['userinfo', 'tells nothing about users', () => ({ headers: { authorization: 'Bearer unknown' } })],
  introspection: ['introspection', 'introspects nothing', () => ({ body: { token: 'unknown', ...STRANGER } })],
  device: ['deviceAuthorization', 'begins no device login', () => ({ body: STRANGER })],
  logout: [
    'legacyLogout',
    'leads nobody away',
    ({ postLogoutRedirectUri }) => ({ query: { redirect: postLogoutRedirectUri } }),
  ],
}

const knock = async ({ op, client }: Pick<Tools, 'op' | 'client'>, [name, , request = () => ({})]: Knock) => {
  const { predecessor } = op.profile
  const path = name === 'discovery' ? undefined : predecessor?.endpoints[name]
  const issuer = predecessor?.issuer ?? ''
  const { query = {}, ...options } = request(client)
  const url = new URL(path ?? issuer + predecessor?.discovery, issuer)
  for (const [parameter, value] of Object.entries(query)) url.searchParams.set(parameter, value)
  return { answer: await op.knock(url.href, { ...options, label: `the old ${name}` }), issuer }
}

const known = ([name]: Knock, { predecessor }: Profile): string | undefined =>
  name === 'discovery' || predecessor?.endpoints[name]
    ? undefined
    : `The old issuer had no ${name} endpoint that we know.`

// Services that still reach the old issuer believe that they have migrated.
describe('The issuer before this one', { tags: ['migration', 'op', 'legacy'] }, () => {
  for (const [id, endpoint] of Object.entries(endpoints))
    scenario({
      id: `migration.op.legacy-gone.${id}`,
      title: `${endpoint[1]} at the old address any more`,
      given: { applies: (profile) => hasEnded(profile) ?? known(endpoint, profile) },
      when: async ({ op, client, control }) => {
        control(await op.discovery())
        const uris = [...client.redirectUris, ...(id === 'logout' ? [client.postLogoutRedirectUri] : [])]
        return { uris, ...(await knock({ op, client }, endpoint)) }
      },
      verify: {
        'MIG-LEGACY-GONE': ({ answer, issuer, uris, expect }) =>
          expect(
            serves(answer, issuer, uris),
            `what the old endpoint does, ${answer?.status ?? 'unreachable'}`,
          ).toBeUndefined(),
      },
    })
})
