import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Library } from '#libraries/index.ts'
import type { Configuration, TargetEntry } from '#suites/kit/config/define.ts'
import { resolveTargets, type TargetConfiguration } from '#suites/kit/config/resolve.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const environmentOf = ({ careful }: Library): Readonly<Record<string, string>> => ({
  ...{ ISSUER: '{issuer}', DISCOVERY: '{discovery}', CLIENT_ID: '{client_id}', CLIENT_SECRET: '{client_secret}' },
  ...{ REDIRECT_URI: '{redirect_uri}', CA_FILE: '{ca_file}', NODE_EXTRA_CA_CERTS: '{ca_file}' },
  // Or their frameworks would show stack traces to users.
  NODE_ENV: 'production',
  ...(careful === undefined ? {} : { CAREFUL: 'yes' }),
})

/** As a user would describe it in `aai.config.yaml`. */
const entryOf = (library: Library, port: number): TargetEntry => {
  const { title, program, driver, auth, login, loginForm, callback, whoami, logout } = library
  const origin = `http://localhost:${port}`
  const at = (path: string): string => origin + path.replace('{origin}', encodeURIComponent(origin))
  return {
    ...{ kind: 'service', title, profile: 'openaire-beta', https: true, driver },
    client: {
      clientId: 'library',
      auth,
      redirectUri: at(callback),
      postLogoutRedirectUris: [origin, at('/'), at('/left')],
    },
    login: at(login),
    ...(loginForm === undefined ? {} : { loginForm }),
    whoami: { ...whoami, ...(whoami.url === undefined ? {} : { url: at(whoami.url) }) },
    ...(logout === undefined ? {} : { logout: at(logout) }),
    start: {
      command: [process.execPath, fileURLToPath(import.meta.resolve(`#libraries/${program}`))],
      environment: environmentOf(library),
      ready: at('/'),
    },
  }
}

/** A target of `aai service`, on a free port. */
export const targetOf = async (id: string, entryAt: (port: number) => TargetEntry): Promise<TargetConfiguration> => {
  const content: Configuration = { targets: { [id]: entryAt(await freePort()) } }
  const [target] = await resolveTargets({ name: 'libraries', path: import.meta.filename, content }, {})
  if (target) return target
  throw new Error(`${id} is no target`)
}

export const libraryTarget = (library: Library): Promise<TargetConfiguration> =>
  targetOf(library.id, (port) => entryOf(library, port))
