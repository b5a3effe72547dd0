import { UserManager } from 'oidc-client-ts'

const element = (id) => document.getElementById(id)
const { issuer, clientId, careful } = JSON.parse(element('settings').textContent)

const users = new UserManager({
  authority: issuer,
  client_id: clientId,
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: 'openid profile email',
  ...(careful ? { loadUserInfo: true } : {}),
})

const show = async () => {
  element('user').textContent = (await users.getUser())?.profile.sub ?? ''
}

const acts = {
  '/login': () => users.signinRedirect(careful ? { nonce: crypto.randomUUID() } : {}),
  '/callback': async () => {
    await users.signinRedirectCallback()
    location.replace('/')
  },
  '/logout': () => users.signoutRedirect(),
}

try {
  await (acts[location.pathname] ?? show)()
} catch (error) {
  element('failure').textContent = `You are not signed in: ${error.message}`
}
