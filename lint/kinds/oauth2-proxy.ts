import type { Kind } from '../kind.ts'
import { readToml } from '../readers/lines.ts'

export const oauth2Proxy: Kind = {
  id: 'oauth2-proxy',
  title: 'configuration of oauth2-proxy',
  fits: (_name, text) => /^\s*(?:oidc_issuer_url|redeem_url|cookie_secret|upstreams|provider)\s*=\s*["'[]/m.test(text),
  read: readToml,
  names: {
    issuer: /^oidc_issuer_url$/,
    'client-id': /^client_id$/,
    secret: /^(?:client_secret|cookie_secret)$/,
    'redirect-uri': /^redirect_url$/,
    pkce: /^code_challenge_method$/,
    scopes: /^scope$/,
  },
  pkce: { name: 'code_challenge_method = "S256"', off: /^$/ },
  switches: [
    {
      name: /^insecure_oidc_skip_issuer_verification$/,
      value: /^true$/,
      weight: 'fail',
      cites: 'RP-IDT-CLAIMS',
      wrong: 'ID tokens of any issuer are taken.',
      write: 'insecure_oidc_skip_issuer_verification = false, with oidc_issuer_url to the character.',
    },
    {
      name: /^insecure_oidc_skip_nonce$/,
      value: /^true$/,
      weight: 'warn',
      cites: 'RP-NONCE',
      wrong: 'The nonce of ID tokens is not looked at.',
      write: 'insecure_oidc_skip_nonce = false',
    },
    {
      name: /^ssl_insecure_skip_verify$/,
      value: /^true$/,
      weight: 'fail',
      cites: 'RP-IDT-SIGNATURE',
      wrong: 'Whoever stands between may give the keys of the issuer.',
      write: 'ssl_insecure_skip_verify = false',
    },
    {
      name: /^cookie_secure$/,
      value: /^false$/,
      weight: 'warn',
      cites: 'RP-SESSION',
      wrong: 'The session cookie crosses the network in the clear.',
      write: 'cookie_secure = true',
    },
    {
      name: /^cookie_httponly$/,
      value: /^false$/,
      weight: 'warn',
      cites: 'RP-SESSION',
      wrong: 'Scripts of the page can read the session cookie.',
      write: 'cookie_httponly = true',
    },
  ],
}
