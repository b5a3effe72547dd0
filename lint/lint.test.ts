import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lint } from './index.ts'
import { kinds } from './kinds/index.ts'
import { renderLinted } from './terminal.ts'
import { otherSamples, phpSamples, serverSamples } from './testing/files.ts'
import { listSamples } from './testing/lists.ts'

const samples = [...phpSamples, ...serverSamples, ...otherSamples, ...listSamples]

test.for(samples)('$kind: finds $what', ({ name, kind, text, finds }) => {
  const linted = lint(`/somewhere/${name}`, text)
  expect(linted.kind).toBe(kind)
  expect(linted.findings.map(({ line, weight, cites }) => `${line} ${weight} ${cites}`)).toEqual(finds)
})

test('every kind has been read, and every kind of finding made', () => {
  expect(kinds.map(({ id }) => id).filter((id) => !samples.some(({ kind }) => kind === id))).toEqual([])
  const made = new Set(samples.flatMap(({ finds }) => finds.map((each) => each.split(' ')[2])))
  for (const cites of ['MIG-ENDPOINTS', 'MIG-LOGOUT-PARAM', 'RP-PKCE', 'RP-HTTPS', 'RP-EXAMPLE-CLIENT', 'WORKFLOW-2']) {
    expect(made).toContain(cites)
  }
})

test('each legacy endpoint is named, with what took its place and what is new already', () => {
  const mixture = serverSamples.find(({ what }) => what.startsWith('a mixture'))
  const findings = lint('aai.conf', mixture?.text ?? '').findings.filter(({ cites }) => cites === 'MIG-ENDPOINTS')
  const path = 'https://aai.openaire.eu/auth/realms/openaire/protocol/openid-connect'
  expect(findings.map(({ wrong, write }) => [wrong, write])).toEqual([
    [
      'The authorization endpoint is that of the legacy issuer, while line 2 is already of the new one.',
      `${path}/auth`,
    ],
    ['The token endpoint is that of the legacy issuer, while line 2 is already of the new one.', `${path}/token`],
    ['The key set is that of the legacy issuer, while line 2 is already of the new one.', `${path}/certs`],
    ['The logout endpoint is that of the legacy issuer, while line 2 is already of the new one.', `${path}/logout`],
  ])
})

const NEW = 'https://aai.openaire.eu/auth/realms/openaire'
const TOKEN = 'https://aai.openaire.eu/oidc/token'

test.for<[file: string, text: string]>([
  ['config.php', `<?php\n$issuer = "${NEW}";\n$clientId = "x";\n$tokens = "${TOKEN}";\n`],
  ['.env', `OIDC_ISSUER=${NEW}\nOIDC_TOKEN_URL="${TOKEN}"\n`],
  ['portal.conf', `OIDCProviderIssuer ${NEW}\nOIDCProviderTokenEndpoint ${TOKEN}\n`],
  [
    'application.yml',
    `spring:\n  security:\n    oauth2:\n      client:\n        provider:\n          aai:\n            issuer-uri: ${NEW}\n            token-uri: ${TOKEN}\n`,
  ],
  [
    'application.properties',
    `spring.security.oauth2.client.provider.aai.issuer-uri=${NEW}\nspring.security.oauth2.client.provider.aai.token-uri=${TOKEN}\n`,
  ],
  ['oauth2-proxy.cfg', `oidc_issuer_url = "${NEW}"\nredeem_url = "${TOKEN}"\n`],
  [
    'keycloak.json',
    `{"auth-server-url": "https://aai.openaire.eu/auth", "realm": "openaire",\n"token-url": "${TOKEN}"}`,
  ],
  [
    'openid-configuration.json',
    `{"issuer": "${NEW}", "jwks_uri": "${NEW}/protocol/openid-connect/certs",\n"token_endpoint": "${TOKEN}"}`,
  ],
  ['uris.txt', `${NEW}/protocol/openid-connect/auth\n${TOKEN}\n`],
])('%s: a mixture of old and new is one', ([file, text]) => {
  const found = lint(file, text).findings.filter(
    ({ cites, wrong }) => cites === 'MIG-ENDPOINTS' && /legacy/.test(wrong),
  )
  const line = 1 + text.split('\n').findIndex((each) => each.includes(TOKEN))
  expect(found).toEqual([
    expect.objectContaining({
      ...{ line, weight: 'fail', write: `${NEW}/protocol/openid-connect/token` },
      wrong: expect.stringMatching(
        /^The token endpoint is that of the legacy issuer, while line \d is already of the new one\.$/,
      ),
    }),
  ])
})

test('no secret is ever shown, not even one in an address', () => {
  const secret = 'very-geheim-4711'
  const text = [
    `OIDC_CLIENT_SECRET=${secret}`,
    `OIDC_ISSUER=https://user:${secret}@aai.openaire.eu/oidc/?key=${secret}`,
    `OIDC_REDIRECT_URI=http://user:${secret}@portal.example.org/cb?x=${secret}#y`,
    `LOGOUT_URL=https://aai.openaire.eu/oidc/saml/logout?redirect=${secret}`,
  ].join('\n')
  const linted = lint('.env', text)
  expect(linted.findings.length).toBeGreaterThan(3)
  expect(JSON.stringify(linted) + renderLinted(linted)).not.toContain(secret)
})

test('what stands in a file is shown as text', () => {
  const linted = lint(
    'a\u001b[31m.env',
    'A_CLIENT_ID=x\nOIDC_SCOPES=openid,\u001b[2Jbad\nOIDC_ISSUER=https://aai.openaire.eu/auth/realms/openaire\n',
  )
  expect(linted.findings).toHaveLength(1)
  expect(renderLinted(linted)).not.toContain('\u001b')
})

test('a file that is nothing known is told what there is', () => {
  expect(() => lint('notes.txt', 'hello\n')).toThrow(
    /is nothing that we can read: there are registrations, .*, configuration of simple/,
  )
  expect(() => lint('application.yml', 'security:\n  oauth2: [\n')).toThrow(/is no YAML/)
})

const PHP = '<?php\n$issuer = "https://aai.openaire.eu/oidc/";\n$clientId = "x";\n'

/** Made to keep a reader busy, or to lead it astray. */
const hostile: Readonly<Record<string, readonly [name: string, text: string]>> = {
  'a text without an end': ['config.php', `${PHP}$redirectUrl = "never ends ${'\\"'.repeat(200_000)}`],
  'a comment without an end': ['config.php', `${PHP}/* ${'*'.repeat(500_000)}`],
  'lists in lists': ['config.php', `${PHP}$a = ${'['.repeat(60_000)}`],
  'lists that are closed too often': ['config.php', `${PHP}$a = [${']'.repeat(60_000)};`],
  'a sum without an end': ['config.php', `${PHP}$a = ${'"x" . '.repeat(40_000)};`],
  'variables that grow': ['config.php', `${PHP}$a = "xxxxxxxxxx";\n${'$a = $a . $a;\n'.repeat(60)}`],
  'names of objects': [
    'config.php',
    `${PHP}$scopesDefine = ['__proto__' => 'x', 'constructor' => 'y', 'openid' => 'z'];`,
  ],
  'one long line': ['.env', `OIDC_ISSUER=${'https://aai.openaire.eu/oidc/,'.repeat(30_000)}`],
  blanks: ['aai.conf', `OIDCClientID x\nOIDCScope ${' '.repeat(500_000)}\n`],
  'a list without an end': ['p.cfg', `provider = "oidc"\nupstreams = [\n${'"x",\n'.repeat(15_000)}`],
  aliases: ['application.yml', `security:\n  oauth2:\n    a: &a [x]\n    b: [${'*a,'.repeat(10_000)}]\n`],
  depth: ['keycloak.json', `{"auth-server-url": ${'['.repeat(3_000)}${']'.repeat(3_000)}}`],
}

test.for(Object.entries(hostile))('is not kept busy by %s', ([, [name, text]]) => {
  const began = performance.now()
  try {
    lint(name, text)
  } catch (error) {
    expect(error).toHaveProperty('name', 'LintError')
  }
  // A reader that goes over such a file again and again takes minutes.
  expect(performance.now() - began).toBeLessThan(15_000)
})

test('no reader runs, loads or fetches anything', () => {
  const folder = new URL('./readers/', import.meta.url)
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  expect(sources.join('\n')).not.toMatch(/\beval\b|new Function|child_process|fetch\(|\bimport\(/)
})
