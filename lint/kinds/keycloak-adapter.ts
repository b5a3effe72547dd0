import type { Kind } from '../kind.ts'
import type { Setting } from '../model.ts'
import { readYaml } from '../readers/structured.ts'

const one = (settings: readonly Setting[], name: string): Setting | undefined =>
  settings.find((setting) => setting.name === name)

/** The issuer stands there in two parts. */
const read = (text: string): readonly Setting[] => {
  const settings = readYaml(text)
  const [server, realm] = [one(settings, 'auth-server-url'), one(settings, 'realm')]
  if (!server || !realm) return settings
  const value = `${server.value.replace(/\/$/, '')}/realms/${realm.value}`
  return [...settings, { name: 'auth-server-url and realm', value, line: server.line }]
}

export const keycloakAdapter: Kind = {
  id: 'keycloak-adapter',
  title: 'keycloak.json of a Keycloak adapter',
  fits: (name, text) => /\.json$/i.test(name) && /"auth-server-url"\s*:/.test(text),
  read,
  names: {
    issuer: /^auth-server-url and realm$/,
    'client-id': /^resource$/,
    secret: /^credentials\.secret$/,
    pkce: /^enable-pkce$/,
  },
  pkce: { name: '"enable-pkce": true', off: /^false$/ },
  switches: [
    {
      name: /^ssl-required$/,
      value: /^none$/,
      weight: 'warn',
      cites: 'RP-HTTPS',
      wrong: 'The service may be reached without TLS, whoever comes.',
      write: '"ssl-required": "external"',
    },
    {
      name: /^disable-trust-manager$/,
      value: /^true$/,
      weight: 'fail',
      cites: 'RP-IDT-SIGNATURE',
      wrong: 'Whoever stands between may give the keys of the issuer.',
      write: '"disable-trust-manager": false',
    },
  ],
}
