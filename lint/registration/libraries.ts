/** Client software that is known to send no challenge unless it is told to, or at all. */
const KNOWN: readonly (readonly [name: RegExp, why: string])[] = [
  [
    /^simple-oidc-client-php(?:@v?[12](?:\.|$)|$)/i,
    'simple-oidc-client-php sends none unless pkceCodeChallengeMethod is set.',
  ],
  [/^mitreid|^openid-connect-client$/i, 'the client of MITREid Connect knows none.'],
  [/^moodle-o365$|^o365-moodle$/i, 'that plugin of Moodle sends no code_challenge_method.'],
]

/** Why this software does not go with PKCE that is demanded; undefined where nothing of the kind is known. */
export const withoutPkce = (library: string): string | undefined =>
  KNOWN.find(([name]) => name.test(library.trim()))?.[1]
