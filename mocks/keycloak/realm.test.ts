import { describe, expect, it } from 'vitest'
import { subjectOf } from '../op/played-profile.ts'
import { loadProfile } from '../profiles/load.ts'
import { realmOf, realmPlace } from './realm.ts'
import { clientOf, mapperOf } from './testing/realm.ts'
import { keycloakVersion } from './version.ts'

const beta = loadProfile('openaire-beta')
const v22 = keycloakVersion('22.0.5')
const v26 = keycloakVersion('26.7.3')

describe('the place of a realm', () => {
  it('is read off the issuer', () => {
    expect(realmPlace(beta)).toEqual({ relativePath: '/auth', realm: 'openaire' })
    expect(realmPlace({ ...beta, issuer: 'https://sso.example/realms/a%20b' })).toEqual({
      relativePath: '',
      realm: 'a b',
    })
  })

  it('is missing from the issuer of other software', () => {
    expect(() => realmPlace({ ...beta, id: 'mine', issuer: 'https://sso.example/oidc/' })).toThrow(
      /profile mine, https:\/\/sso\.example\/oidc\/, is no realm of a Keycloak: choose/,
    )
  })
})

describe('a profile as a realm', () => {
  const realm = realmOf(beta, v26)

  it('keeps the lifetimes', () => {
    expect(realm).toMatchObject({
      accessTokenLifespan: beta.lifetimes.accessToken,
      accessCodeLifespan: beta.lifetimes.code,
      ssoSessionIdleTimeout: beta.lifetimes.refreshToken,
      ssoSessionMaxLifespan: beta.lifetimes.session,
      offlineSessionMaxLifespanEnabled: true,
      offlineSessionMaxLifespan: beta.lifetimes.offlineToken,
      oauth2DeviceCodeLifespan: beta.lifetimes.deviceCode,
    })
  })

  it('lets offline tokens live for ever where the profile says so', () => {
    const forever = { ...beta, lifetimes: { ...beta.lifetimes, offlineToken: 0 } }
    expect(realmOf(forever, v26)).toMatchObject({
      offlineSessionMaxLifespanEnabled: false,
      offlineSessionIdleTimeout: 2_592_000,
    })
  })

  it('has every scope but openid, to be asked for', () => {
    const wanted = Object.keys(beta.scopes).filter((name) => name !== 'openid')
    expect(realm.clientScopes.map(({ name }) => name)).toEqual(wanted)
    expect(realm.defaultOptionalClientScopes).toEqual(wanted)
    expect(realm.defaultDefaultClientScopes).toEqual([])
  })

  it('releases each claim in the places that the profile names, in its type', () => {
    const scope = realm.clientScopes.find(({ name }) => name === 'eduperson_entitlement')
    expect(mapperOf(scope?.protocolMappers, 'eduperson_entitlement')).toEqual({
      'user.attribute': 'eduperson_entitlement',
      'claim.name': 'eduperson_entitlement',
      'jsonType.label': 'String',
      multivalued: 'true',
      'id.token.claim': 'false',
      'access.token.claim': 'false',
      'userinfo.token.claim': 'true',
      'introspection.token.claim': 'true',
    })
    const email = realm.clientScopes.find(({ name }) => name === 'email')
    expect(mapperOf(email?.protocolMappers, 'email_verified')?.['jsonType.label']).toBe('boolean')
  })

  it('shows a scope on the consent page in the words of the profile', () => {
    const email = realm.clientScopes.find(({ name }) => name === 'email')
    expect(email?.attributes).toMatchObject({
      'display.on.consent.screen': 'true',
      'consent.screen.text': beta.scopes.email?.consent,
    })
  })

  it('gives scopes that are always granted to every client', () => {
    const email = { ...beta.scopes.email, claims: ['email'], always: true }
    const web = clientOf('web', { ...beta, scopes: { ...beta.scopes, email } })
    expect(web.defaultClientScopes).toEqual(['email'])
    expect(web.optionalClientScopes).not.toContain('email')
  })

  it('declares a user profile that keeps our attributes, from 24 on', () => {
    const [component] = realm.components?.['org.keycloak.userprofile.UserProfileProvider'] ?? []
    expect(component?.config['kc.user.profile.config']?.[0]).toContain('"unmanagedAttributePolicy":"ENABLED"')
    expect(realmOf(beta, v22)).not.toHaveProperty('components')
  })

  it('lets two people share a mail address', () => {
    expect(realm).toMatchObject({ duplicateEmailsAllowed: true, loginWithEmailAllowed: false })
  })
})

describe('a user of the realm', () => {
  const { users } = realmOf(beta, v26)
  const userOf = (username: string | undefined) => users.find((user) => user.username === username)

  it('carries the attributes, and the subject that the provider of ours would give', () => {
    const { plain } = beta.people
    if (!plain) throw new Error('no user plain')
    expect(userOf(plain.username)).toMatchObject({
      credentials: [{ type: 'password', value: plain.password, temporary: false }],
      email: plain.attributes.email,
      attributes: {
        name: [plain.attributes.name],
        email_verified: ['true'],
        eduperson_entitlement: plain.attributes.eduperson_entitlement,
        'aai.subject': [subjectOf(beta, plain)],
      },
    })
  })

  it('has said yes to the clients of devices before', () => {
    const [{ clientConsents = [] } = {}] = realmOf(beta, v22).users
    const clients = clientConsents.map(({ clientId }) => clientId)
    expect(clients).toContain(beta.clients['device-pkce']?.clientId)
    expect(clients).not.toContain(beta.clients.consent?.clientId)
    expect(clientConsents[0]?.grantedClientScopes).toContain('email')
  })

  it('may have offline tokens', () => {
    for (const user of users) expect(user.realmRoles).toContain('offline_access')
  })

  it('stands for a client that acts for itself, under an identifier that fits the database and is its subject', () => {
    const service = users.find(({ serviceAccountClientId }) => serviceAccountClientId === 'conformance-beta-service')
    expect(service?.username).toBe('service-account-conformance-beta-service')
    expect(service?.id).toMatch(/^[0-9a-f]{20}@aai\.openaire\.eu$/)
    expect(service?.attributes).toMatchObject({
      'aai.subject': [service?.id],
      'aai.client': ['conformance-beta-service'],
    })
    expect(mapperOf(clientOf('service').protocolMappers, 'Client ID')).toMatchObject({
      'user.attribute': 'aai.client',
      'userinfo.token.claim': 'true',
    })
  })
})

describe('a release of Keycloak', () => {
  it('has three numbers', () => {
    expect(keycloakVersion('26.7.3').numbers).toEqual([26, 7, 3])
    expect(() => keycloakVersion('26')).toThrow('"26" is no release of Keycloak: give all three numbers')
  })
})
