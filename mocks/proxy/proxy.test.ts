import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '#mocks/wire/server.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { nginxHere, type RunningProxy, settings, startProxy } from './index.ts'

const found = nginxHere()
const executable = 'executable' in found ? found.executable : undefined

/** What both have to do alike, where the real one is to be had. */
const engines: readonly { name: string; executable: string | undefined; absent: boolean }[] = [
  { name: 'the model', executable: undefined, absent: false },
  { name: 'NGINX itself (left out where it is not installed)', executable, absent: executable === undefined },
]

/** Answers with a head of as many bytes as the address says, and a body of five. */
const startUpstream = async () => {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    let text = ''
    open.add(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += data.toString('latin1')
      if (!text.includes('\r\n\r\n')) return
      const start = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=12345; Path=/\r\nX-Fill: '
      const fill = Number(/head=(\d+)/.exec(text)?.[1] ?? 200) - start.length - 4
      socket.end(`${start}${'x'.repeat(fill)}\r\n\r\nhello`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  return { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0, close }
}

/** Bytes as they are, and what comes back until the end. */
const said = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString('latin1')
    })
    socket.on('error', reject).on('close', () => resolve(answer))
    socket.write(text)
  })

/** `length` without the line end. */
const cookieLine = (length: number): string => `Cookie: ${'c'.repeat(length - 8)}`

interface Row {
  readonly way: keyof typeof settings
  readonly what: string
  readonly target?: string
  readonly lines?: readonly string[]
  readonly comes: string
  readonly says?: string
}

const HELLO = '200 OK, hello'
const TOO_BIG = '502 Bad Gateway, 502 Bad Gateway'
const COOKIE = '400 Bad Request, 400 Request Header Or Cookie Too Large'
const TOO_LONG = '414 Request-URI Too Large, 414 Request-URI Too Large'

/** Measured with NGINX 1.22.1 of Debian. */
const rows: readonly Row[] = [
  { way: 'defaults', what: 'a head of 4095 bytes', target: '/?head=4095', comes: HELLO },
  {
    ...{ way: 'defaults', what: 'a head that fills the buffer', target: '/?head=4096', comes: '200 OK, ' },
    says: 'upstream prematurely closed connection while reading upstream',
  },
  {
    ...{ way: 'defaults', what: 'a head of 4097 bytes', target: '/?head=4097', comes: TOO_BIG },
    says: 'upstream sent too big header while reading response header from upstream',
  },
  { way: 'guide', what: 'a head of 131071 bytes', target: '/?head=131071', comes: HELLO },
  { way: 'guide', what: 'a head that fills the large buffer', target: '/?head=131072', comes: '200 OK, ' },
  { way: 'guide', what: 'a head of 131073 bytes', target: '/?head=131073', comes: TOO_BIG },
  { way: 'guide', what: 'a Cookie line of 8190 bytes', lines: [cookieLine(8190)], comes: HELLO },
  {
    ...{ way: 'guide', what: 'a Cookie line of 8191 bytes', lines: [cookieLine(8191)], comes: COOKIE },
    says: 'client sent too long header line',
  },
  { way: 'both', what: 'a Cookie line of 65534 bytes', lines: [cookieLine(65_534)], comes: HELLO },
  { way: 'both', what: 'a Cookie line of 65535 bytes', lines: [cookieLine(65_535)], comes: COOKIE },
  { way: 'defaults', what: 'a request line of 8190 bytes', target: `/${'u'.repeat(8176)}`, comes: HELLO },
  {
    ...{ way: 'defaults', what: 'a request line of 8191 bytes', target: `/${'u'.repeat(8177)}`, comes: TOO_LONG },
    says: 'client sent too long URI while reading client request line',
  },
  { way: 'defaults', what: 'three full lines', lines: [8190, 8190, 8190].map(cookieLine), comes: HELLO },
  { way: 'defaults', what: 'four lines that fill no buffer', lines: Array(4).fill(cookieLine(5000)), comes: HELLO },
  { way: 'defaults', what: 'four full lines', lines: Array(4).fill(cookieLine(8190)), comes: COOKIE },
  {
    ...{ way: 'defaults', what: 'three full lines after a long address', target: `/${'u'.repeat(2000)}` },
    ...{ lines: [8190, 8190, 8190].map(cookieLine), comes: COOKIE },
  },
]

describe.each(engines)('$name', ({ executable: program, absent }) => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>
  let proxy: RunningProxy
  beforeAll(async () => {
    if (absent) return
    upstream = await startUpstream()
    proxy = await startProxy({ service: upstream, ways: settings, executable: program })
  })
  afterAll(async () => {
    await proxy?.close()
    await upstream?.close()
  })
  const portOf = (way: string): number => Number(proxy.addresses[way]?.split(':')[1])

  test.skipIf(absent).each(rows)('$what ($way)', async ({ way, target = '/', lines = [], comes, says }) => {
    const { complaints: before } = await proxy.journal(way)
    const head = [`GET ${target} HTTP/1.1`, 'Host: service.example', 'Connection: close', ...lines]
    const answer = await said(portOf(way), `${head.join('\r\n')}\r\n\r\n`)
    const [, status, body = ''] = /^HTTP\/1.1 ([^\r]*)\r\n[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(answer) ?? []
    expect(`${status}, ${/<title>(.*)<\/title>/.exec(body)?.[1] ?? body}`).toBe(comes)
    const { complaints } = await proxy.journal(way)
    if (says !== undefined) expect(complaints.slice(before.length)).toContain(says)
  })

  test.skipIf(absent)('tells what the service sent, and nothing of what the browser did', async () => {
    await said(portOf('guide'), 'GET /callback?head=5000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    const { passages } = await proxy.journal('guide')
    expect(passages.at(-1)).toEqual({ method: 'GET', target: '/callback?head=5000', status: 200, head: 5000 })
  })

  test.skipIf(absent)('measures a head of which the proxy has read enough', async () => {
    const refused = Promise.withResolvers<void>()
    const slow = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nX-Fill: ${'x'.repeat(9_975)}`)
        void refused.promise.then(() => socket.end(`${'x'.repeat(9_996)}\r\n\r\n`))
      })
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const address = slow.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const before = await startProxy({ service: { host: '127.0.0.1', port }, ways: { only: '' }, executable: program })
    onTestFinished(async () => {
      await before.close()
      slow.close()
    })
    const get = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    expect(await said(Number(before.addresses.only?.split(':')[1]), get)).toContain('502 Bad Gateway')
    refused.resolve()
    await expect.poll(async () => (await before.journal('only')).passages).toMatchObject([{ head: 20_000 }])
  })

  test.skipIf(absent)('stands before a service that speaks TLS, under an authority of its own', async () => {
    const authority = await createAuthority()
    const service = await listen(
      {
        ...{ host: '127.0.0.1', port: 0, maxBody: 100, failure: () => ({ status: 500, headers: [] }) },
        tls: await authority.issue(['service.example']),
      },
      async ({ headers, body }) => ({ status: 200, headers: [], body: `${headers.host} ${body}` }),
    )
    onTestFinished(service.close)
    const tls = { name: 'service.example', authority: authority.certificatePem }
    const secure = await startProxy({
      ...{ service: { host: '127.0.0.1', port: Number(new URL(service.origin).port), tls } },
      ...{ ways: { only: '' }, executable: program },
    })
    onTestFinished(secure.close)
    const { request, Agent } = await import('undici')
    const connector = { ca: secure.authority ?? '', servername: 'service.example' }
    const dispatcher = new Agent({ connect: connector })
    onTestFinished(() => dispatcher.destroy())
    const options = { dispatcher, method: 'POST' as const, headers: { host: 'service.example' }, body: 'sent' }
    const { body } = await request(`https://${secure.addresses.only}/`, options)
    expect(await body.text()).toBe('service.example sent')
  })

  test.skipIf(absent)('is gone when it is closed', async () => {
    const other = await startProxy({ service: upstream, ways: { only: '' }, executable: program })
    await other.close()
    await expect(said(Number(other.addresses.only?.split(':')[1]), 'GET')).rejects.toThrow('ECONNREFUSED')
  })
})

test.skipIf(executable === undefined)(
  'directives that NGINX does not take are told in one sentence (left out where it is not installed)',
  async () => {
    const service = { host: '127.0.0.1', port: 9 }
    await expect(startProxy({ service, ways: { own: 'proxy_buffer_size 128k;' }, executable })).rejects.toThrow(
      /^NGINX does not start: "proxy_busy_buffers_size" must be less than .* in nginx\.conf:\d+\. Its directives/,
    )
    await expect(startProxy({ service, ways: { own: 'proxy_pass x' }, executable })).rejects.toThrow(/own\.conf:\d/)
  },
)
