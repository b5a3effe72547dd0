const NEW = 'https://aai.openaire.eu/auth/realms/openaire'
const OLD = 'https://aai.openaire.eu/oidc'
const BETA = 'https://beta.aai.openaire.eu/auth/realms/openaire'

/** A file, and what is to be found in it: line, weight and requirement. */
export interface Sample {
  readonly what: string
  readonly name: string
  readonly kind: string
  readonly text: string
  readonly finds: readonly string[]
}

const php = (what: string, lines: readonly string[], finds: readonly string[]): Sample => ({
  what,
  name: 'config.php',
  kind: 'simple-oidc-client-php',
  text: ['<?php', ...lines].join('\n'),
  finds,
})

const GOOD = [
  `$issuer = "${NEW}";`,
  '$clientId = "portal";',
  '$pkceCodeChallengeMethod = "S256";',
  '$redirectUrl = "https://portal.example.org/simple-oidc-client-php/auth.php";',
  "$scopesDefine = array('openid' => 'log in', 'email' => 'your address',);",
  '$sessionLifetime = 60 * 60;',
]

export const phpSamples: readonly Sample[] = [
  php('nothing in what is right', GOOD, []),
  php(
    'the legacy issuer, a long session, plain http',
    [
      `$issuer = '${OLD}/'; // as it was`,
      '$clientId = "portal";',
      '# $pkceCodeChallengeMethod = "S256";',
      '$page = "auth.php";',
      '$redirectUrl = "http://portal.example.org/" . $page;',
      '$sessionLifetime = 24 * 60 * 60;',
    ],
    ['2 fail MIG-ENDPOINTS', '3 warn RP-PKCE', '6 fail RP-HTTPS', '7 fail RP-SESSION-LIFETIME'],
  ),
  php(
    'names of two versions in one file',
    [
      `$issuer = "${NEW}";`,
      '$client_id = "portal";',
      '$clientSecret = "geheim-1";',
      '$redirect_url = "https://a.example.org/x";',
    ],
    ['3 fail RP-EXAMPLE-CLIENT', '3 warn RP-PKCE', '5 fail RP-EXAMPLE-CLIENT'],
  ),
  php(
    'early names alone are read, too',
    [
      ...[
        `$issuer = "${NEW}/";`,
        '$client_id = "some-client-id";',
        '$client_secret = "x";',
        '$pkceCodeChallengeMethod = "plain";',
      ],
      ...[
        '$redirect_url = "http://localhost/simple-oidc-client-php/auth.php";',
        "$scopesDefine = ['openid' => 'a', 'groups' => 'b'];",
      ],
    ],
    ['2 note OIDCD-4.3-compare', '3 warn MIG-CLIENT-KEPT', '5 warn RP-PKCE', '6 note RP-HTTPS', '7 warn REG-SCOPES'],
  ),
  php(
    'a method of PKCE that there is not, and the table of old',
    [...GOOD.slice(0, 2), '$pkceCodeChallengeMethod = "SHA256";', '$enableActiveTokensTable = true;'],
    ['4 fail RP-PKCE', '5 warn MIG-ENDPOINTS'],
  ),
]

const apache = (what: string, lines: readonly string[], finds: readonly string[]): Sample => ({
  ...{ what, name: 'aai.conf', kind: 'mod-auth-openidc', finds },
  text: ['<VirtualHost *:443>', ...lines, '</VirtualHost>'].join('\n'),
})

export const serverSamples: readonly Sample[] = [
  apache(
    'nothing in what is right',
    [
      `  OIDCProviderMetadataURL ${NEW}/.well-known/openid-configuration`,
      '  OIDCClientID portal',
      '  OIDCRedirectURI https://portal.example.org/callback',
      '  OIDCPKCEMethod S256',
      '  OIDCScope "openid email"',
    ],
    [],
  ),
  apache(
    'a mixture, endpoint by endpoint',
    [
      `  OIDCProviderIssuer ${NEW}`,
      `  OIDCProviderAuthorizationEndpoint ${OLD}/authorize`,
      `  OIDCProviderTokenEndpoint ${OLD}/token`,
      `  OIDCProviderUserInfoEndpoint ${NEW}/protocol/openid-connect/userinfo`,
      `  OIDCProviderJwksUri ${OLD}/jwk`,
      `  OIDCProviderEndSessionEndpoint ${OLD}/saml/logout?redirect=https://portal.example.org/`,
      '  OIDCClientID portal',
      '  OIDCScope "email profile"',
      '  OIDCSSLValidateServer Off',
    ],
    [
      ...['3 fail MIG-ENDPOINTS', '4 fail MIG-ENDPOINTS', '6 fail MIG-ENDPOINTS', '7 fail MIG-ENDPOINTS'],
      ...['7 fail MIG-LOGOUT-PARAM', '8 warn RP-PKCE', '9 fail REG-SCOPES', '10 fail RP-IDT-SIGNATURE'],
    ],
  ),
  apache(
    'introspection without a secret',
    [
      `  OIDCOAuthIntrospectionEndpoint ${NEW}/protocol/openid-connect/token/introspect`,
      '  OIDCOAuthClientID api',
      '  OIDCPKCEMethod S256',
    ],
    ['2 fail MIG-INTROSPECTION'],
  ),
  {
    ...{ what: 'two environments, and switches that are none', name: 'oauth2-proxy.cfg', kind: 'oauth2-proxy' },
    text: [
      'provider = "oidc"',
      `oidc_issuer_url = "${BETA}"`,
      `redeem_url = "${NEW}/protocol/openid-connect/token"`,
      'client_id = "portal"',
      'client_secret = "geheim"',
      'redirect_url = "https://portal.example.org/oauth2/callback"',
      'insecure_oidc_skip_nonce = true',
      'cookie_secure = false # for now',
      'upstreams = [',
      '  "http://127.0.0.1:8080/"',
      ']',
    ].join('\n'),
    finds: ['3 fail WORKFLOW-2', '4 warn RP-PKCE', '7 warn RP-NONCE', '8 warn RP-SESSION'],
  },
  {
    ...{ what: 'an issuer with a slash too many', name: 'oauth2-proxy.cfg', kind: 'oauth2-proxy' },
    text: `oidc_issuer_url = "${NEW}/"\nclient_id = "portal"\ncode_challenge_method = "S256"\n`,
    finds: ['1 fail OIDCD-4.3-compare'],
  },
  {
    ...{ what: 'a realm of old', name: 'keycloak.json', kind: 'keycloak-adapter' },
    text: '{\n "realm": "openaire",\n "auth-server-url": "https://aai.openaire.eu/",\n "resource": "portal",\n "ssl-required": "none",\n "enable-pkce": false\n}',
    finds: ['3 warn MIG-ENDPOINTS', '5 warn RP-HTTPS', '6 warn RP-PKCE'],
  },
]

export const otherSamples: readonly Sample[] = [
  {
    ...{ what: 'the discovery document for the issuer', name: '.env', kind: 'environment' },
    text: [
      `OIDC_ISSUER=${NEW}/.well-known/openid-configuration`,
      'export OIDC_CLIENT_ID="portal"',
      "OIDC_CLIENT_SECRET='geheim # nicht'",
      'OIDC_REDIRECT_URI=http://portal.example.org/cb',
      'OIDC_SCOPES="openid email bananas"',
      'PKCE=off',
      `LOGOUT_URL=${NEW}/protocol/openid-connect/logout?post_logout_redirect_uri=https://portal.example.org/`,
      'LOGOUT_PARAMETER=redirect',
    ].join('\n'),
    finds: [
      ...[
        '1 fail OIDCD-4.3-compare',
        '4 fail RP-HTTPS',
        '5 warn REG-SCOPES',
        '6 warn RP-PKCE',
        '7 fail MIG-LOGOUT-PARAM',
      ],
      '8 fail MIG-LOGOUT-PARAM',
    ],
  },
  {
    ...{ what: 'nothing in what comes from elsewhere', name: 'production.env', kind: 'environment' },
    text: 'OIDC_ISSUER=$ISSUER\nOIDC_CLIENT_ID=$ID\nOIDC_REDIRECT_URI=http://$BASE/cb\nOIDC_SCOPE=$SCOPES\n',
    finds: [],
  },
  {
    ...{ what: 'Spring with endpoints of old', name: 'application.yml', kind: 'spring-yaml' },
    text: [
      'spring:',
      '  security:',
      '    oauth2:',
      '      client:',
      '        registration:',
      '          aai:',
      '            client-id: portal',
      '            client-secret: $SECRET',
      '            redirect-uri: "{baseUrl}/login/oauth2/code/{registrationId}"',
      '            scope: [openid, email]',
      '        provider:',
      '          aai:',
      `            authorization-uri: ${OLD}/authorize`,
      `            issuer-uri: ${NEW}`,
      '---',
      'spring:',
      '  security:',
      '    oauth2:',
      '      resourceserver:',
      '        opaquetoken:',
      `          introspection-uri: ${BETA}/protocol/openid-connect/token/introspect`,
    ].join('\n'),
    finds: ['13 fail MIG-ENDPOINTS', '21 fail WORKFLOW-2'],
  },
  {
    ...{ what: 'Spring, line by line', name: 'application.properties', kind: 'spring-properties' },
    text: [
      '# nothing',
      'spring.security.oauth2.client.registration.aai.client-id=portal',
      'spring.security.oauth2.client.registration.aai.scope=email,profile',
      `spring.security.oauth2.client.provider.aai.issuer-uri=${BETA}`,
      'spring.security.oauth2.client.registration.aai.redirect-uri=http://portal.example.org/x#y',
    ].join('\n'),
    finds: ['3 fail REG-SCOPES', '5 warn REG-REDIRECT-EXACT'],
  },
  {
    ...{ what: 'the legacy issuer of BETA', name: 'x.env', kind: 'environment' },
    text: 'AAI_ISSUER_URL=https://beta.aai.openaire.eu/oidc/\nAAI_TOKEN=https://beta.aai.openaire.eu/oidc/token\n',
    finds: ['1 fail MIG-ENDPOINTS', '2 fail MIG-ENDPOINTS'],
  },
]
