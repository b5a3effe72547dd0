import Keycloak from 'keycloak-js'

const element = (id) => document.getElementById(id)
const { issuer, clientId } = JSON.parse(element('settings').textContent)
const [url, realm] = issuer.split('/realms/')

const keycloak = new Keycloak({ url, realm, clientId })

try {
  // Every page wants a user. Frames of the issuer within those of a service are what browsers no longer allow.
  await keycloak.init({
    onLoad: 'login-required',
    redirectUri: `${location.origin}/callback`,
    checkLoginIframe: false,
  })
  element('user').textContent = keycloak.tokenParsed.sub
} catch (error) {
  element('failure').textContent = `You are not signed in: ${error?.error ?? error}`
}
