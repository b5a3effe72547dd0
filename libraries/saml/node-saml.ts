// What its README sets: keys, SHA-256, and the addresses of the identity provider, which it does not read from metadata.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Profile, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import express, { type Request } from 'express'
import session from 'express-session'
import { told, UNIQUE_ID } from './told.ts'

declare module 'express-session' {
  interface SessionData {
    profile: Profile
  }
}

const { origin, key, certificate, careful } = told
const idp = readFileSync(told.idpMetadata, 'utf8')

const locationOf = (service: string): string =>
  new RegExp(`<(?:\\w+:)?${service}[^>]*HTTP-Redirect"[^>]*Location="([^"]+)"`).exec(idp)?.[1] ?? ''

const certificates = [...idp.matchAll(/X509Certificate>([^<]+)</g)].map(([, text = '']) => text.replace(/\s/g, ''))

const care = { validateInResponseTo: ValidateInResponseTo.always, idpIssuer: told.idpEntityId }

const saml = new SAML({
  issuer: `${origin}/metadata`,
  callbackUrl: `${origin}/acs`,
  logoutCallbackUrl: `${origin}/slo`,
  entryPoint: locationOf('SingleSignOnService'),
  logoutUrl: locationOf('SingleLogoutService'),
  idpCert: [...new Set(certificates)],
  identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  disableRequestedAuthnContext: true,
  ...{ privateKey: key, publicCert: certificate, decryptionPvk: key },
  ...{ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' },
  ...(careful ? care : {}),
})

const app = express()
app.use(express.urlencoded({ extended: false, limit: '1mb' }))
// The answer comes as a form from another site: SameSite=Lax would keep the cookie at home.
app.use(session({ name: 'service', secret: randomUUID(), resave: false, saveUninitialized: false }))

const leave = (request: Request, profile: Profile | null): void => {
  if (request.session.profile?.nameID === profile?.nameID) delete request.session.profile
}

app.get('/login', async (_request, response) => {
  response.redirect(await saml.getAuthorizeUrlAsync('', undefined, {}))
})

app.post('/acs', async (request, response) => {
  try {
    const { profile } = await saml.validatePostResponseAsync(request.body)
    if (!profile) throw new Error('The response is about nobody.')
    request.session.regenerate(() => {
      request.session.profile = profile
      response.redirect(303, '/')
    })
  } catch (error) {
    console.error(error)
    response.status(403).send('You are not signed in.')
  }
})

app.get('/logout', async (request, response) => {
  const { profile } = request.session
  if (!profile) return void response.redirect('/left')
  const to = await saml.getLogoutUrlAsync(profile, '', {})
  request.session.destroy(() => response.redirect(to))
})

/** A request to end the session, or the answer to ours. */
const logout = async (request: Request): Promise<string> => {
  const { body = {}, query, originalUrl } = request
  if ('SAMLRequest' in body) {
    const { profile } = await saml.validatePostRequestAsync(body)
    leave(request, profile)
    return saml.getLogoutResponseUrlAsync(profile, body.RelayState ?? '', {}, true)
  }
  if ('SAMLResponse' in body) {
    await saml.validatePostResponseAsync(body)
    return '/left'
  }
  const { profile } = await saml.validateRedirectAsync(query, originalUrl.replace(/^[^?]*\?/, ''))
  if (!('SAMLRequest' in query) || !profile) return '/left'
  leave(request, profile)
  return saml.getLogoutResponseUrlAsync(profile, String(query.RelayState ?? ''), {}, true)
}

app.all('/slo', async (request, response) => {
  try {
    response.redirect(303, await logout(request))
  } catch (error) {
    console.error(error)
    response.status(403).send('Nobody was signed out.')
  }
})

app.get('/me', ({ session: { profile } }, response) => {
  response.status(profile ? 200 : 401).send(`<b id="user">${profile?.[UNIQUE_ID] ?? ''}</b>`)
})

app.get('/metadata', (_request, response) => {
  response.type('application/samlmetadata+xml').send(saml.generateServiceProviderMetadata(certificate, certificate))
})

app.get('/{*page}', (_request, response) => {
  response.send('Welcome')
})

app.listen(Number(new URL(origin).port), '127.0.0.1', (error) => {
  if (error) throw error
})
