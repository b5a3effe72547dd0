import type { Client } from '#fixtures/schema/client.ts'
import type { NotedMessage } from '#mocks/idp/note.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { callOf } from '#mocks/wire/message.ts'
import { answerOf } from '../answer.ts'
import { drawnIn, type Login } from '../login.ts'
import type { Scene } from '../rules/index.ts'
import { isAsking, isAskingSaml, rawQueryOf, type Step, sentIn } from '../step.ts'

const profile = await loadProfile('openaire-beta')

type Params = string | Readonly<Record<string, string>>

/** A request as somebody wrote it, with its answer. */
export interface Written {
  readonly endpoint: string
  readonly method?: string
  readonly path?: string
  readonly query?: Params
  readonly form?: Params
  readonly headers?: Readonly<Record<string, string>>
  readonly status?: number
  readonly location?: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly saml?: NotedMessage
}

const written = (params: Params | undefined): string =>
  typeof params === 'string' ? params : new URLSearchParams(params).toString()

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const stepOf = (each: Written, index: number): Step => {
  const { endpoint, query, form, headers = {}, status = 200, location, body, saml } = each
  const url = `${each.path ?? `/${endpoint}`}${query === undefined ? '' : `?${written(query)}`}`
  const method = each.method ?? (form === undefined ? 'GET' : 'POST')
  const call = callOf({ method, url, headers: { ...(form === undefined ? {} : FORM), ...headers } }, written(form))
  const answer = answerOf(endpoint, {
    status,
    headers: [
      ['Content-Type', 'application/json'],
      ...(location === undefined ? [] : [['Location', location] as const]),
    ],
    body: JSON.stringify(body ?? {}),
  })
  const exchange = {
    from: 'rp',
    to: 'op',
    label: endpoint,
    atMs: 0,
    durationMs: 0,
    request: { start: rawQueryOf(call), headers: [] },
    redacted: [],
  } as const
  return {
    number: index + 1,
    endpoint,
    ...sentIn(call),
    ...(saml ? { saml } : {}),
    at: index,
    answer,
    faulty: false,
    exchange,
  }
}

export const loginOf = (written: readonly Written[], number = 9): Login => {
  const steps = written.map(stepOf)
  const asking = steps.find((step) => isAsking(step) || isAskingSaml(step))
  return {
    ...{
      id: `login-${number}`,
      number,
      kind: 'login',
      speaks: asking?.saml ? 'saml' : 'oidc',
      client: 'shop',
      startedAt: 0,
      left: 0,
      user: undefined,
    },
    ...{ redact: (sentence) => sentence, steps, asking, drawn: asking ? drawnIn(asking) : {} },
  }
}

export const SHOP: Client = {
  ...{ title: 'a shop', clientId: 'shop', auth: 'client_secret_basic', secret: 's3cret', consent: false },
  redirectUris: ['https://shop.example/callback'],
  postLogoutRedirectUris: ['https://shop.example/'],
  grants: ['code'],
}

export const sceneOf = (
  steps: readonly Written[],
  { earlier = [], client = {} }: { readonly earlier?: readonly Login[]; readonly client?: Partial<Client> } = {},
): Scene => ({
  login: loginOf(steps),
  earlier,
  client: { ...SHOP, ...client },
  isClient: (id) => id === 'shop',
  profile,
})
