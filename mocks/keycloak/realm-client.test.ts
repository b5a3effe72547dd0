import { describe, expect, it } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { realmOf } from './realm.ts'
import { clientOf, mapperOf } from './testing/realm.ts'
import { keycloakVersion } from './version.ts'

const beta = loadProfile('openaire-beta')
const v22 = keycloakVersion('22.0.5')

describe('a client of the realm', () => {
  it('states the subject, whatever it asks for', () => {
    expect(mapperOf(clientOf('web').protocolMappers, 'sub')).toMatchObject({
      'user.attribute': 'aai.subject',
      'id.token.claim': 'true',
      'access.token.claim': 'true',
      'userinfo.token.claim': 'true',
    })
  })

  it('states when the user logged in by a mapper from 25 on, when Keycloak stopped doing so by itself', () => {
    expect(mapperOf(clientOf('web').protocolMappers, 'auth_time')?.['user.session.note']).toBe('AUTH_TIME')
    const mappers = realmOf(beta, v22).clients.flatMap((each) =>
      'protocolMappers' in each ? each.protocolMappers : [],
    )
    expect(mapperOf(mappers, 'sub')).toBeDefined()
    expect(mapperOf(mappers, 'auth_time')).toBeUndefined()
  })

  it('must use PKCE, ask for consent or authenticate as registered', () => {
    expect(clientOf('pkce').attributes['pkce.code.challenge.method']).toBe('S256')
    expect(clientOf('web').attributes).not.toHaveProperty('pkce.code.challenge.method')
    expect(clientOf('consent').consentRequired).toBe(true)
    expect(clientOf('public')).toMatchObject({ publicClient: true, secret: undefined })
    expect(clientOf('web-secret-jwt').clientAuthenticatorType).toBe('client-secret-jwt')
    expect(clientOf('web-post').attributes['client.secret.authentication.allowed.method']).toBe('client_secret_post')
  })

  it('publishes its keys without their private halves', () => {
    const { attributes } = clientOf('web-private-key')
    const { keys } = JSON.parse(attributes['jwks.string'] ?? '{}')
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ kty: 'RSA', kid: 'test-only-beta' })
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(keys[0]).not.toHaveProperty(secret)
  })

  it('may use the flows it is registered for and no others', () => {
    expect(clientOf('service')).toMatchObject({ serviceAccountsEnabled: true, standardFlowEnabled: false })
    expect(clientOf('implicit')).toMatchObject({ implicitFlowEnabled: true, standardFlowEnabled: false })
    expect(clientOf('device').attributes['oauth2.device.authorization.grant.enabled']).toBe('true')
    expect(clientOf('web').attributes['oauth2.device.authorization.grant.enabled']).toBe('false')
    expect(clientOf('limited').attributes['use.refresh.tokens']).toBe('false')
    expect(clientOf('limited').optionalClientScopes).toEqual([])
  })

  it('names in its tokens the clients that shall exchange them', () => {
    const exchanger = beta.clients.exchanger?.clientId ?? ''
    expect(mapperOf(clientOf('web').protocolMappers, `audience ${exchanger}`)).toMatchObject({
      'included.client.audience': exchanger,
      'access.token.claim': 'true',
      'id.token.claim': 'false',
    })
    expect(clientOf('web-two').protocolMappers.map(({ name }) => name)).not.toContain(`audience ${exchanger}`)
  })

  it('ends a logout where it registered, and nowhere when it registered nothing', () => {
    const web = clientOf('web').attributes['post.logout.redirect.uris']
    expect(web?.split('##')).toEqual(beta.clients.web?.postLogoutRedirectUris)
    expect(clientOf('resource').attributes['post.logout.redirect.uris']).toBe('-')
  })
})
