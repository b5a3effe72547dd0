import type { Kind } from '../kind.ts'
import { readDirectives } from '../readers/lines.ts'

export const modAuthOpenidc: Kind = {
  id: 'mod-auth-openidc',
  title: 'directives of mod_auth_openidc',
  fits: (_name, text) => /^\s*OIDC(?:Provider|Client|Redirect|OAuth|Scope|Crypto)\w*\s+\S/im.test(text),
  read: readDirectives,
  names: {
    issuer: /^OIDCProviderIssuer$/i,
    discovery: /^OIDCProviderMetadataURL$/i,
    'client-id': /^OIDC(?:OAuth)?ClientID$/i,
    secret: /^(?:OIDC(?:OAuth)?ClientSecret|OIDCCryptoPassphrase)$/i,
    'redirect-uri': /^OIDCRedirectURI$/i,
    'post-logout': /^OIDCDefaultLoggedOutURL$/i,
    pkce: /^OIDCPKCEMethod$/i,
    scopes: /^OIDCScope$/i,
    introspection: /^OIDCOAuthIntrospectionEndpoint$/i,
  },
  pkce: { name: 'OIDCPKCEMethod S256', off: /^$/ },
  switches: [
    {
      name: /^OIDCSSLValidateServer$/i,
      value: /^off$/i,
      weight: 'fail',
      cites: 'RP-IDT-SIGNATURE',
      wrong: 'Whoever stands between may give the keys of the issuer.',
      write: 'OIDCSSLValidateServer On',
    },
    {
      name: /^OIDCCookieHTTPOnly$/i,
      value: /^off$/i,
      weight: 'warn',
      cites: 'RP-SESSION',
      wrong: 'Scripts of the page can read the session cookie.',
      write: 'OIDCCookieHTTPOnly On',
    },
  ],
}
