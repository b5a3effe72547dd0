import type { Client } from '#fixtures/schema/client.ts'
import type { EndpointName } from '#fixtures/schema/profile.ts'
import type { RunningProvider } from '../api.ts'
import { type Credentials, type Visitor, visitor } from './visitor.ts'

export interface Tokens {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly access: string
  readonly id: string
  readonly refresh: string
}

export const endpointOf = (provider: RunningProvider, name: EndpointName): string => {
  const path = provider.profile.endpoints[name]
  if (path === undefined) throw new Error(`${provider.profile.id} has no endpoint ${name}`)
  return provider.origin + path
}

export const urlOf = (
  provider: RunningProvider,
  name: EndpointName,
  params: Readonly<Record<string, string>> = {},
): string => `${endpointOf(provider, name)}?${new URLSearchParams(params)}`

export const clientOf = (provider: RunningProvider, role: string): Client => {
  const client = provider.clients[role]
  if (!client) throw new Error(`${provider.profile.id} has no client ${role}`)
  return client
}

export const personOf = (provider: RunningProvider, role: string): Credentials => {
  const person = provider.people[role]
  if (!person) throw new Error(`${provider.profile.id} has no person ${role}`)
  const { home_organisation: home } = person.attributes
  return { username: person.username, password: person.password, ...(typeof home === 'string' ? { home } : {}) }
}

export const basic = ({ clientId, secret = '' }: Client): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})

/** A form POST in the name of a client, authenticated as it is registered. */
export const call = async (
  provider: RunningProvider,
  name: EndpointName,
  client: Client | undefined,
  form: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }> => {
  const isPublic = client?.auth === 'none'
  const entries = Array.isArray(form) ? form : Object.entries(form)
  const body = new URLSearchParams([...(isPublic ? [['client_id', client.clientId]] : []), ...entries])
  const headers = client && !isPublic ? basic(client) : {}
  const answer = await fetch(endpointOf(provider, name), { method: 'POST', headers, body })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) }
}

export const tokensOf = async (
  provider: RunningProvider,
  client: Client,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> => {
  const { status, body } = await call(provider, 'token', client, form)
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  return { status, body, access: text('access_token'), id: text('id_token'), refresh: text('refresh_token') }
}

/** The code flow from the first page to the tokens. */
export const logIn = async (
  provider: RunningProvider,
  role = 'web',
  { as = 'plain', scope = 'openid', browser = visitor(provider.origin) } = {},
): Promise<Tokens & { readonly browser: Visitor }> => {
  const client = clientOf(provider, role)
  const redirectUri = client.redirectUris[0] ?? ''
  const request = { client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', scope, state: 's' }
  const first = await browser.get(urlOf(provider, 'authorization', request))
  const last = await browser.through(first, personOf(provider, as))
  const code = new URL(last.away ?? 'http://nowhere.invalid').searchParams.get('code')
  if (code === null) throw new Error(`no code for ${role}: ${last.status} ${last.away ?? last.page.text}`)
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  return { browser, ...(await tokensOf(provider, client, grant)) }
}

/** Whether the browser is still signed in, asked without a page. */
export const isSignedIn = async (provider: RunningProvider, browser: Visitor): Promise<boolean> => {
  const { clientId, redirectUris } = clientOf(provider, 'web')
  const request = { client_id: clientId, redirect_uri: redirectUris[0] ?? '', response_type: 'code', prompt: 'none' }
  const { away } = await browser.get(urlOf(provider, 'authorization', { ...request, scope: 'openid' }))
  return new URL(away ?? 'http://nowhere.invalid').searchParams.has('code')
}

/** Status of a userinfo request. */
export const userinfoStatus = async (provider: RunningProvider, access: string): Promise<number> =>
  (await fetch(endpointOf(provider, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })).status
