import type { Sample } from './files.ts'

const NEW = 'https://aai.openaire.eu/auth/realms/openaire'
const GROUP = 'urn:geant:openaire.eu:group:maps.library.eu'

/** Lists of one value a line, and a discovery document. */
export const listSamples: readonly Sample[] = [
  {
    ...{ what: 'what is wrong with addresses in a list', name: 'uris.txt', kind: 'redirect-uris' },
    text: [
      '# the portal',
      'https://maps.library.eu/callback',
      'http://maps.library.eu/callback',
      'https://*.library.eu/cb',
      'https://maps.library.eu/callback',
      'http://localhost:8080/cb',
      'https://Maps.library.eu/x',
      'https://aai.openaire.eu/oidc/authorize',
      `${NEW}/protocol/openid-connect/auth`,
      'eu.library.maps:/cb',
      '/cb',
    ].join('\n'),
    finds: [
      ...['3 fail REG-REDIRECT-HTTPS', '4 warn REG-REDIRECT-EXACT', '5 warn REG-REDIRECT-EXACT'],
      ...['6 note REG-REDIRECT-HTTPS', '7 warn REG-REDIRECT-EXACT', '8 fail MIG-ENDPOINTS', '9 fail MIG-ENDPOINTS'],
      ...['10 fail REG-REDIRECT-HTTPS', '11 warn REG-REDIRECT-EXACT'],
    ],
  },
  {
    ...{ what: 'where logouts lead, by its name', name: 'post_logout.txt', kind: 'post-logout-uris' },
    text: 'http://maps.library.eu/\nhttps://maps.library.eu/#bye\n',
    finds: ['1 fail REG-POST-LOGOUT-HTTPS', '2 warn REG-POST-LOGOUT'],
  },
  {
    ...{ what: 'what is easily taken for something else', name: 'groups.txt', kind: 'entitlements' },
    text: [
      `${GROUP}#aai.openaire.eu`,
      `${GROUP}:role=curator#aai.openaire.eu`,
      `${GROUP}:role=Curator#aai.openaire.eu`,
      `${GROUP.replace('urn:geant', 'URN:GEANT')}#aai.openaire.eu`,
      `${GROUP}#elsewhere.eu`,
      `${GROUP}:role=member`,
      'urn:geant:openaire.eu:group:my group#aai.openaire.eu',
      `"${GROUP}:x#aai.openaire.eu",`,
      'urn:geant:openaire.eu:group:*#aai.openaire.eu',
      'urn:mace:egi.eu:group:vo.example:role=member#aai.egi.eu',
    ].join('\n'),
    finds: [
      ...['2 note CLAIM-AUTHZ', '3 warn CLAIM-AUTHZ', '3 note CLAIM-AUTHZ', '4 warn CLAIM-AUTHZ'],
      ...['5 note CLAIM-AUTHZ', '5 note CLAIM-AUTHZ', '5 warn CLAIM-AUTHZ'],
      ...['6 fail CLAIM-ENTITLEMENT-SYNTAX', '7 fail CLAIM-ENTITLEMENT-SYNTAX', '8 fail CLAIM-ENTITLEMENT-SYNTAX'],
      '9 warn CLAIM-AUTHZ',
    ],
  },
  {
    ...{ what: 'a document of old and new, BETA and production', name: 'configuration.json', kind: 'discovery' },
    text: [
      '{',
      `  "issuer": "${NEW}",`,
      '  "authorization_endpoint": "https://aai.openaire.eu/oidc/authorize",',
      `  "token_endpoint": "${NEW.replace('//aai', '//beta.aai')}/protocol/openid-connect/token",`,
      `  "jwks_uri": "${NEW.replace('https', 'http')}/protocol/openid-connect/certs",`,
      `  "userinfo_endpoint": "${NEW}/protocol/openid-connect/userinfo",`,
      `  "introspection_endpoint": "${NEW}/protocol/openid-connect/token/introspect",`,
      `  "end_session_endpoint": "${NEW}/protocol/openid-connect/logout",`,
      `  "device_authorization_endpoint": "${NEW}/protocol/openid-connect/auth/device",`,
      '  "scopes_supported": [],',
      '  "response_types_supported": ["code", "cookies"],',
      '  "subject_types_supported": ["public"],',
      '  "id_token_signing_alg_values_supported": ["none"]',
      '}',
    ].join('\n'),
    finds: [
      ...['1 warn OIDCD-3-claims', '3 fail DISC-ENDPOINTS', '3 fail MIG-ENDPOINTS'],
      ...['4 fail DISC-ENDPOINTS', '4 fail WORKFLOW-2', '5 fail DISC-ENDPOINTS', '5 fail OIDCD-3-https'],
      ...[
        '10 warn DISC-CAPABILITIES',
        '10 warn OIDCD-3-openid',
        '10 fail OIDCD-4.2-empty',
        '11 warn DISC-CAPABILITIES',
      ],
      ...['13 warn DISC-CAPABILITIES', '13 fail OIDCD-3-rs256'],
    ],
  },
  {
    ...{ what: 'nothing of a profile in a document of nobody known', name: 'x.json', kind: 'discovery' },
    text: '{ "issuer": "https://op.example.eu?x", "authorization_endpoint": "https://op.example.eu/auth", "token_endpoint": "https://op.example.eu/token",\n "jwks_uri": "https://op.example.eu/keys", "userinfo_endpoint": "https://op.example.eu/me", "claims_supported": ["sub"], "scopes_supported": ["openid"],\n "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"] }',
    finds: ['1 fail RFC8414-2-issuer'],
  },
]
