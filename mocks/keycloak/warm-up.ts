import type { ClientRepresentation, RealmRepresentation, UserRepresentation } from './representation.ts'

interface FirstUser {
  readonly client: ClientRepresentation
  readonly redirectUri: string
  readonly user: UserRepresentation
}

/** Somebody who can log in somewhere, without consent and PKCE. */
const firstUser = ({ clients, users }: RealmRepresentation): FirstUser | undefined => {
  const client = clients.find(
    (each): each is ClientRepresentation =>
      'redirectUris' in each && each.standardFlowEnabled && !each.consentRequired && each.redirectUris.length > 0,
  )
  const [redirectUri = ''] = client?.redirectUris ?? []
  const user = users.find(({ credentials = [] }) => credentials.length > 0)
  return client && user ? { client, redirectUri, user } : undefined
}

const actionIn = (html: string): string | undefined =>
  /<form[^>]*\saction="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')

/** One login and its tokens; whatever goes wrong is for a run to find out. */
const logIn = async (protocol: string, { client, redirectUri, user }: FirstUser, signal?: AbortSignal) => {
  const asked = { response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, scope: 'openid' }
  const page = await fetch(`${protocol}/auth?${new URLSearchParams(asked)}`, { signal })
  const action = actionIn(await page.text())
  if (action === undefined) return
  const cookie = page.headers.getSetCookie().map((each) => each.split(';')[0])
  const body = new URLSearchParams({ username: user.username, password: user.credentials?.[0]?.value ?? '' })
  const headers = { cookie: cookie.join('; ') }
  const answer = await fetch(action, { method: 'POST', redirect: 'manual', headers, body, signal })
  await answer.text()
  const location = answer.headers.get('location') ?? ''
  const code = URL.canParse(location) ? new URL(location).searchParams.get('code') : null
  if (code === null) return
  const grant = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })
  const credentials = [client.clientId, client.secret ?? ''].map(encodeURIComponent).join(':')
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  await (await fetch(`${protocol}/token`, { method: 'POST', headers: { authorization }, body: grant, signal })).text()
}

/**
 * The first answers of a Keycloak load most of it, which takes seconds on a busy machine: no client of a run shall
 * wait for that. `issuer` without a slash at its end.
 */
export const warmUp = async (issuer: string, realm: RealmRepresentation, signal?: AbortSignal): Promise<void> => {
  const protocol = `${issuer}/protocol/openid-connect`
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: 'none' })
  const requests: readonly (readonly [string, RequestInit])[] = [
    [`${issuer}/.well-known/openid-configuration`, {}],
    [`${protocol}/token`, { method: 'POST', body: form }],
    [`${protocol}/auth`, {}],
  ]
  for (const [url, init] of requests) await (await fetch(url, { ...init, signal })).text()
  const first = firstUser(realm)
  if (first) await logIn(protocol, first, signal)
}
