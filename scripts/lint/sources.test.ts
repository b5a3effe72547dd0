import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createFetch } from '#lint/online/fetch.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { runLint } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const metadata = readFileSync(`${root}fixtures/documents/sp-metadata.xml`, 'utf8')
const bad = 'OIDC_ISSUER=https://aai.openaire.eu/oidc/\nOIDC_CLIENT_ID=portal\n'

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const served = (listener: RequestListener): Promise<string> => listening(createServer(listener))

interface Asked {
  readonly stdin?: string | Uint8Array
  readonly privately?: boolean
  readonly offline?: boolean
}

const run = async (files: readonly string[], { stdin = '', privately = true, offline = false }: Asked = {}) => {
  const told = { out: '', complaint: '' }
  const [online, anyhow] = [createFetch({ privately }), createFetch({ privately, anyCertificate: true })]
  onTestFinished(online.close)
  onTestFinished(anyhow.close)
  const code = await runLint({
    ...{ files, json: false, strict: false, terminal: { colour: false, columns: 100 } },
    ...(offline ? {} : { fetch: online.fetch, fetchAnyhow: anyhow.fetch }),
    stdin: async () => Buffer.from(stdin),
    write: (text) => {
      told.out += text
    },
    complain: (text) => {
      told.complaint += `${text}\n`
    },
  })
  return { code, ...told }
}

test('metadata is read from its address, and asked for a second time', async () => {
  let asked = 0
  const url = await served((request, answer) => {
    if (request.url !== '/metadata') return answer.writeHead(404).end()
    asked += 1
    return answer.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(metadata)
  })
  const { code, out } = await run([`${url}/metadata`])
  expect({ code, asked }).toEqual({ code: 0, asked: 2 })
  expect(out).toContain(`${url}/metadata: read as metadata of a SAML service provider.`)
})

test('a configuration is read from its address by the end of it', async () => {
  const url = await served((_, answer) => answer.end(bad))
  expect(await run([`${url}/portal.env`])).toMatchObject({
    code: 1,
    out: expect.stringMatching(/portal\.env:1 .*OIDC_ISSUER/),
  })
})

test('what comes in is read, whatever it is', async () => {
  expect(await run(['-'], { stdin: metadata, offline: true })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^-: read as metadata.*Nothing found/s),
  })
  expect(await run(['-'], { stdin: bad, offline: true })).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^-: .*OIDC_ISSUER/s),
  })
})

test.for<[string, string, string, Asked]>([
  [
    'an address while nobody is to be asked',
    'https://sp.library.eu/metadata',
    'offline nobody is asked',
    { offline: true },
  ],
  [
    'an address of a network that is not to be looked into',
    'http://127.0.0.1:9/m',
    'inside of a network',
    { privately: false },
  ],
  ['an address that is none', 'https://', 'it is no address', {}],
  ['nothing that comes in', '-', 'is empty', { stdin: '' }],
  ['ten megabytes that come in', '-', 'larger than a megabyte', { stdin: ' '.repeat(10_000_000) }],
  ['octets that come in', '-', 'holds no text', { stdin: new Uint8Array(100) }],
])('%s is one sentence', async ([, name, sentence, asked]) => {
  const { code, out, complaint } = await run([name], asked)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(complaint).toContain(sentence)
  expect(complaint.trim()).not.toContain('\n')
})

test('an address that is gone, or too much, is one sentence', async () => {
  const url = await served((request, answer) =>
    request.url === '/gone' ? answer.writeHead(404).end() : answer.end(metadata.padEnd(3_000_000)),
  )
  expect((await run([`${url}/gone`])).complaint).toContain('cannot be fetched: it answers 404.')
  expect((await run([`${url}/much`])).complaint).toMatch(/cannot be fetched: it is larger than \d+ bytes\./)
})

test('metadata behind a certificate that nobody trusts is looked at, and nothing else is', async () => {
  const authority = await createAuthority()
  const server = createSecureServer(await authority.issue(['127.0.0.1']), (request, answer) =>
    answer.setHeader('content-type', 'text/xml').end(request.url === '/metadata' ? metadata : bad),
  )
  const url = (await listening(server)).replace('http:', 'https:')
  const { code, out } = await run([`${url}/metadata`])
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringMatching(/Nobody can read it over https\.\s+Found: its certificate is not/),
  })
  const { complaint } = await run([`${url}/portal.env`])
  expect(complaint).toMatch(/cannot be fetched: its certificate is not trusted/)
})

// Only the command itself shows that it waits for what comes in.
test('the command reads what comes in', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [`${root}scripts/launch.js`, 'lint', '--offline', '-'])
  const out: string[] = []
  child.stdout.on('data', (part: Buffer) => out.push(String(part)))
  child.stdin.end(metadata)
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({ code, out: out.join('') }).toEqual({ code: 0, out: expect.stringContaining('Nothing found') })
})
