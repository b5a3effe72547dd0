import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { startStubService } from '#suites/kit/testing/stub-service.ts'

const LIMIT = 120_000

const launch = fileURLToPath(new URL('../launch.js', import.meta.url))
const reference = new URL('../../mocks/rp/index.ts', import.meta.url).href

/** A service of which we know no more than its variables. */
const PROGRAM = `
import { startRelyingParty } from '${reference}'
const { AAI_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: secret, PORT } = process.env
await startRelyingParty({ issuer, clientId, secret, port: Number(PORT) })
`

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

let folder = ''
let port = 0
beforeEach(async () => {
  port = await freePort()
  folder = await mkdtemp(join(tmpdir(), 'aai-init-'))
  await writeFile(join(folder, 'portal.mjs'), PROGRAM)
  await writeFile(join(folder, '.env.example'), 'AAI_ISSUER=\nCLIENT_ID=x\n# and\nCLIENT_SECRET=geheim\n')
})
afterEach(() => rm(folder, { recursive: true }))

/** `aai` in the folder, with somebody at its keyboard. */
const aai = (args: readonly string[], typed?: string, whenHeard?: (said: string, end: () => void) => void) => {
  const child = spawn(process.execPath, [launch, ...args], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), PORTAL_SECRET: 'geheim' },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data) => {
    stdout += data
    whenHeard?.(stdout, () => child.kill('SIGINT'))
  })
  child.stderr.on('data', (data) => {
    stderr += data
  })
  if (typed !== undefined) child.stdin.end(typed)
  return new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const init = (args: readonly string[], typed?: string, whenHeard?: Parameters<typeof aai>[2]) =>
  aai(['init', 'service', ...args], typed, whenHeard)

const at = (path: string): string => `http://localhost:${port}${path}`

const configured = async () => parse(await readFile(join(folder, 'aai.config.yaml'), 'utf8'))

const EXPECTED = () => ({
  ...{ kind: 'service', profile: 'openaire-beta' },
  client: { clientId: 'portal', redirectUri: at('/callback'), postLogoutRedirectUris: [at('/')] },
  login: at('/login'),
  whoami: { url: at('/me'), user: '/sub' },
  logout: at('/logout'),
  start: {
    command: 'node portal.mjs',
    environment: { AAI_ISSUER: '{issuer}', CLIENT_ID: '{client_id}', CLIENT_SECRET: '{client_secret}' },
  },
})

test('from answers on a terminal to a verdict, mistakes included', { timeout: LIMIT }, async () => {
  const typed = [
    ...['Portal!', 'portal', 'nowhere', '', 'node nowhere.mjs', '', '', '', 'portal'],
    // Neither an address, nor the one where a login begins; and that is no command.
    ...['/login', at('/'), 'node portal.mjs', '', '', '', '', at('/login')],
    // What was found will do; nothing ends a session there.
    ...['', at('/me'), at('/logout')],
  ]
  const { code, stdout, stderr } = await init([], `${typed.join('\n')}\n`)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('Make it a name of lower case letters')
  expect(stdout).toContain('Make it an address')
  expect(stdout).toMatch(/The service did not come up: it ended with 1 \(Error: Cannot find module/)
  expect(stdout).toMatch(new RegExp(`A login at ${at('/')} never came to its issuer \\(200 ${at('/')}\\)`))
  expect(stdout).toContain(`It came to its issuer as portal, and wants its users back at ${at('/callback')}.`)
  expect(stdout).toContain(`${at('/me')} says who signed in (user: /sub).`)
  expect(stdout).toContain(`After ${at('/me')} the user is still signed in.`)
  expect(stdout).toContain('npx aai service --target portal')
  expect(await configured()).toEqual({ targets: { portal: EXPECTED() } })
  const run = await aai(['service', '--target', 'portal', '-s', 'oidc.rp.id-token.aud-other'])
  expect([run.code, run.stderr.match(/^aai: .*/m)]).toEqual([0, null])
})

const flags = () => [
  ...['--yes', '--name', 'portal', '--start', 'node portal.mjs', '--client-id', 'portal'],
  ...['--login', at('/login'), '--whoami', at('/me'), '--logout', at('/logout')],
]

test('in CI options answer', { timeout: LIMIT }, async () => {
  const before = 'targets:\n  # Ours\n  beta: { kind: embedded, profile: openaire-beta }\n'
  await writeFile(join(folder, 'aai.config.yaml'), before)
  const { code, stderr } = await init(flags())
  expect([code, stderr]).toEqual([0, ''])
  const text = await readFile(join(folder, 'aai.config.yaml'), 'utf8')
  expect(text.startsWith(before)).toBe(true)
  expect((await configured()).targets.portal).toEqual(EXPECTED())
})

test.for<{ what: string; args: () => readonly string[]; typed?: string; says: () => RegExp }>([
  { what: 'nobody answers', args: () => [], typed: 'portal\n', says: () => /^aai: The answers ended at "Which AAI/ },
  {
    what: 'an option is missing',
    args: () => ['--yes', '--start', 'node portal.mjs'],
    says: () => /^aai: --login is missing: Where does a login begin\?/,
  },
  {
    what: 'an option is wrong',
    args: () => [...flags(), '--profile', 'nowhere'],
    says: () => /^aai: --profile is "nowhere": /,
  },
  {
    what: 'the service does not start',
    args: () => [...flags(), '--start', 'node nowhere.mjs'],
    says: () => /^aai: The service did not come up: it ended with 1 \(Error: Cannot find module/,
  },
  {
    what: 'nobody is named there',
    args: () => [...flags(), '--whoami', at('/nowhere')],
    says: () => /^aai: http\S+\/nowhere does not name who signed in, and nobody else/,
  },
])('where $what, one sentence says so and nothing is written', { timeout: LIMIT }, async ({ args, typed, says }) => {
  const { code, stderr } = await init(args(), typed)
  expect(code).toBe(2)
  expect(stderr).toMatch(says())
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(await readdir(folder)).toEqual(['.env.example', 'portal.mjs'])
})

test('one that runs already, behind a form and with pages only', { timeout: LIMIT }, async () => {
  const registered = { issuer: `http://127.0.0.1:${port}/auth/realms/openaire`, clientId: 'portal', secret: 'geheim' }
  const { origin, close } = await startStubService(() => registered, {
    login: () => ({
      status: 200,
      body: '<form action="/search"></form><form action="/login/aai"><button>Sign in</button></form>',
    }),
    me: ({ sub = 'stranger' }) => ({ status: 200, body: `<p class="who">Hello, ${sub}!</p>` }),
  })
  onTestFinished(close)
  const typed = ['portal', '', '', String(port), 'portal', 'NOT_SET', 'PORTAL_SECRET', `${origin}/login`, '', '', '']
  const { code, stdout, stderr } = await init([], `${typed.join('\n')}\n`)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('NOT_SET is not set: set it, or name another one.')
  expect(stdout).toContain(`Its issuer will be ${registered.issuer} as long as`)
  expect(stdout).toContain(`The page at ${origin}/login has forms to /search, /login/aai.`)
  expect((await configured()).targets.portal).toEqual({
    ...{ kind: 'service', profile: 'openaire-beta', port },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the spelling that users write
    client: { clientId: 'portal', secret: '${PORTAL_SECRET}', redirectUri: `${origin}/callback` },
    ...{ login: `${origin}/login`, loginForm: '/login/aai' },
    whoami: { url: `${origin}/me`, element: '.who', pattern: '^Hello, (\\S+@\\S+)!$' },
  })
})

test('whoever stops it finds nothing written, and no service left', { timeout: LIMIT }, async () => {
  const heard = (said: string, end: () => void): void => {
    if (said.includes('Trying a login')) end()
  }
  const { code, stderr } = await init(flags(), undefined, heard)
  expect([code, stderr]).toEqual([2, '\naai: stopped; nothing was written.\n'])
  expect(await readdir(folder)).toEqual(['.env.example', 'portal.mjs'])
  await expect(fetch(at('/'))).rejects.toThrow()
})
