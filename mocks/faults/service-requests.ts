import { careless } from './careless.ts'
import { breaking, type Rows, seenAt } from './rows.ts'

const [STATE, NONCE, PKCE] = ['RP-STATE', 'RP-NONCE', 'RP-PKCE']
const [PARAMS, TOKEN] = ['RP-PARAMS', 'RP-TOKEN-REQUEST']

export const requestRows: Rows = {
  'state-constant': careless('a service with one state for all', STATE, 'constant-state'),
  'state-clocked': careless('a service whose state is the time', STATE, 'clocked-state'),
  'state-short': careless('a service whose state can be guessed', STATE, 'short-state'),
  'nonce-constant': careless('a service with one nonce for all', NONCE, 'constant-nonce'),
  'nonce-none': careless('a service that sends no nonce', NONCE, 'no-nonce'),
  'nonce-in-sight': careless('a service whose nonce is its state', NONCE, 'state-as-nonce'),
  'pkce-none': careless('a service without PKCE', PKCE, 'no-pkce'),
  'pkce-left-out': seenAt(
    'service-with-pkce',
    careless('a service without PKCE, which is registered for it', 'MIG-PKCE', 'no-pkce'),
  ),
  'pkce-plain': careless('a service whose challenge is its verifier', PKCE, 'plain-pkce'),
  'pkce-constant': careless('a service with one challenge for all', PKCE, 'constant-verifier'),
  'verifier-short': careless('a service whose verifier is too short', 'RFC7636-4.1', 'short-verifier'),
  'no-openid': careless('a service that forgets the scope openid', PARAMS, 'no-openid'),
  'openid-twice': careless('a service that asks for openid twice', PARAMS, 'openid-twice'),
  'nonce-twice': careless('a service that sends two nonces', PARAMS, 'nonce-twice'),
  'redirect-open': careless('a service whose redirect URI is http', 'RP-HTTPS', 'plain-http'),
  'redirect-unrepeated': careless('a service that redeems a code without redirect URI', TOKEN, 'redirect-uri-left-out'),
  'secret-in-query': careless('a service that sends its secret in an address', TOKEN, 'secret-in-query'),
  'secret-twice': careless('a service that sends its secret in two ways', TOKEN, 'two-secrets'),
  'old-userinfo': careless('a service that asks the issuer before for userinfo, too', 'MIG-ENDPOINTS', 'old-userinfo'),
  'token-in-query': breaking(
    careless('a service that sends tokens in addresses', 'RP-USERINFO-HEADER', 'token-in-query'),
    'RFC6750-2.3',
  ),
}
