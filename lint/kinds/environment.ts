import type { Kind } from '../kind.ts'
import { readEnvironment } from '../readers/lines.ts'

/** Variables have whatever names a service gave them; most follow the words of the protocol. */
export const environment: Kind = {
  id: 'environment',
  title: 'file of environment variables',
  fits: (name, text) =>
    /^\.env|\.env(\.|$)|\.env$/i.test(name) ||
    /^\s*(?:export\s+)?[A-Z][A-Z0-9_]*(?:ISSUER|CLIENT_ID)\w*\s*=/m.test(text),
  read: readEnvironment,
  names: {
    issuer: /ISSUER(?:_UR[IL]|_BASE_UR[IL])?$/i,
    discovery: /(?:DISCOVERY|WELL_?KNOWN|METADATA)\w*$/i,
    'client-id': /CLIENT_?ID$/i,
    secret: /(?:SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY|TOKEN)$/i,
    'redirect-uri': /(?:REDIRECT|CALLBACK)_?UR[IL]S?$/i,
    'post-logout': /POST_?LOGOUT\w*$/i,
    logout: /LOGOUT(?:_UR[IL])?$/i,
    pkce: /(?:PKCE|CODE_CHALLENGE)\w*$/i,
    scopes: /SCOPES?$/i,
    introspection: /INTROSPECT\w*$/i,
  },
}
