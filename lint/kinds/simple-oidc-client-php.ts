import type { Kind } from '../kind.ts'
import { readPhp } from '../readers/php.ts'

const SIGNS = /\$(?:issuer|client_?[Ii]d|redirect_?[Uu]rl|scopesDefine|session_?[Nn]ame)\s*=/g

/** The example client of the guide: names with underscores in its first versions, `clientId` since then. */
export const simpleOidcClientPhp: Kind = {
  id: 'simple-oidc-client-php',
  title: 'configuration of simple-oidc-client-php',
  fits: (name, text) => /\.php$/i.test(name) && new Set(text.match(SIGNS)).size >= 2,
  read: readPhp,
  names: {
    issuer: /^issuer$/,
    'client-id': /^client_?id$/i,
    secret: /^client_?secret$/i,
    'redirect-uri': /^redirect_?url$/i,
    pkce: /^pkce_?code_?challenge_?method$/i,
    scopes: /^(scopes_?define|scopes)$/i,
    'session-lifetime': /^session_?lifetime$/i,
  },
  forgivesSlash: true,
  addsOpenid: true,
  pkce: { name: '$pkceCodeChallengeMethod = "S256";', off: /^(|null|false)$/i },
  switches: [
    {
      name: /^enableActiveTokensTable$/,
      value: /^true$/,
      weight: 'warn',
      cites: 'MIG-ENDPOINTS',
      wrong: 'The table of active tokens asks an address that the legacy issuer alone has.',
      write: '$enableActiveTokensTable = false;',
    },
    {
      name: /^manage_?tokens$/i,
      value: /^(?!.*\/oidc\/).*\/manage\/user\/services$/,
      weight: 'warn',
      cites: 'MIG-ENDPOINTS',
      wrong: 'The page where tokens are managed is that of the legacy issuer.',
      write: '$manageTokens: the page that your AAI names for its users, or an empty text.',
    },
  ],
}
