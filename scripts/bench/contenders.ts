import { fileURLToPath } from 'node:url'
import clients from '#fixtures/clients/openaire.json' with { type: 'json' }
import betaClients from '#fixtures/clients/openaire-beta.json' with { type: 'json' }
import people from '#fixtures/people/openaire-beta.json' with { type: 'json' }
import type { Contender } from './server.ts'

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const registration = {
  clientId: betaClients.clients.pkce.clientId,
  secret: betaClients.clients.pkce.secret,
  redirectUri: clients.clients.pkce.redirectUris[0] ?? '',
  username: people.people.plain.username,
  password: people.people.plain.password,
}

export const ours: Contender = {
  name: 'aai serve',
  command: (port) => [file('scripts/launch.js'), 'serve', '--profile', 'openaire-beta', '--port', String(port)],
  discovery: '/auth/realms/openaire/.well-known/openid-configuration',
  registration,
}

/** It knows no clients, no users and no login page: authorization, token and userinfo request are all of its login. */
export const oauth2MockServer: Contender = {
  name: 'oauth2-mock-server',
  command: (port) => [
    file('node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs'),
    '-a',
    '127.0.0.1',
    '-p',
    String(port),
  ],
  discovery: '/.well-known/openid-configuration',
  registration,
}
