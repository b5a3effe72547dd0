import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createConnections } from '../drivers/connections.ts'
import { type StartedService, type StartService, startService } from './start-service.ts'

const closing: (() => Promise<unknown>)[] = []
const connections = createConnections({})
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-start-'))
  closing.push(() => rm(folder, { recursive: true }))
})
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const values = {
  issuer: 'http://127.0.0.1:9/issuer',
  discovery: 'http://127.0.0.1:9/issuer/.well-known/openid-configuration',
  client_id: 'portal',
  client_secret: 'geheim-{issuer}',
  redirect_uri: 'http://localhost:9/callback',
}

/** Notes what it was told, and answers 500 to everything. */
const PROGRAM = `
require('fs').writeFileSync('told.json', JSON.stringify([process.env.TOLD, require('fs').readFileSync(process.env.CA, 'utf8')]))
require('http').createServer((q, s) => s.writeHead(500).end()).listen(process.env.AT, '127.0.0.1')
`

const startWith = async (changes: Partial<StartService>): Promise<StartService> => {
  const port = await freePort()
  const environment = { TOLD: '{issuer} {client_id} {client_secret}', CA: '{ca_file}', AT: String(port) }
  const command = [process.execPath, '-e', PROGRAM]
  const ready = `http://127.0.0.1:${port}/`
  return { command, cwd: folder, environment, ready, patience: 20, source: 'targets.portal.start', ...changes }
}

const started = (start: StartService): Promise<StartedService> =>
  startService(start, values, { authority: 'PEM of an authority' }, connections)

test.for([
  { what: 'a program with its arguments', command: undefined },
  {
    what: 'a line for the shell, with what that starts',
    command: `"${process.execPath}" -e '${PROGRAM.replaceAll("'", '"')}'; true`,
  },
])('$what is told what it has to know, waited for, and ended', async ({ command }) => {
  const start = await startWith(command === undefined ? {} : { command })
  const { close } = await started(start)
  const [told, authority] = JSON.parse(await readFile(join(folder, 'told.json'), 'utf8'))
  expect(told).toBe('http://127.0.0.1:9/issuer portal geheim-{issuer}')
  expect(authority).toBe('PEM of an authority')
  expect((await fetch(start.ready)).status).toBe(500)
  await close()
  await expect(fetch(start.ready)).rejects.toThrow()
})

test.for([
  {
    what: 'that ends before it answers',
    change: { command: [process.execPath, '-e', 'throw new Error("no database")'] },
    says: /^targets\.portal\.start: the service did not come up: it ended with 1 \(Error: no database\)\.$/,
  },
  {
    what: 'that is not there',
    change: { command: ['/nowhere/at-all'] },
    says: /^targets\.portal\.start: the service did not come up: it .*ENOENT/,
  },
  {
    what: 'that never answers',
    change: { command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'], patience: 1 },
    says: /^targets\.portal\.start: the service did not come up: nobody answers at http.* after 1 s\.$/,
  },
])('a service $what is named in one sentence', async ({ change, says }) => {
  await expect(started(await startWith(change))).rejects.toThrow(says)
})

test('where somebody answers already nothing is started', async () => {
  const server = createServer((_request, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  const ready = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  await expect(started(await startWith({ ready }))).rejects.toThrow(
    /somebody answers at http.* before the service is started: stop that/,
  )
})
