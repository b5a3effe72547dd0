import { X509Certificate } from 'node:crypto'
import { createServer as createPlain, type Server } from 'node:net'
import { createSecureContext, createServer, type SecureContext } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createAuthority } from '#mocks/wire/tls.ts'
import { certificatesAt, certificateUntil } from './certificate.ts'

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const place = (port: number) => ({ target: 'live', hostname: 'aai.example.org', port, address: '127.0.0.1' })

test.for([false, true])('reads when a certificate ends, of whatever authority (over already: %s)', async (expired) => {
  const issued = await (await createAuthority()).issue(['aai.example.org'], { expired })
  const names: string[] = []
  const SNICallback = (name: string, done: (error: null, context: SecureContext) => void): void => {
    names.push(name)
    done(null, createSecureContext(issued))
  }
  const server = createServer({ ...issued, SNICallback }, (socket) => socket.on('error', () => {}))
  const port = await listening(server)
  const until = Date.parse(new X509Certificate(issued.cert).validTo)
  expect(await certificatesAt([place(port)])).toEqual([
    { target: 'live', kind: 'certificate', name: 'aai.example.org', until },
  ])
  expect(until < Date.now()).toBe(expired)
  expect(names).toEqual(['aai.example.org'])
})

test('knows nothing of a certificate where none is shown', async () => {
  const silent = await listening(createPlain((socket) => socket.end('hello')))
  expect(await certificateUntil(place(silent))).toBeUndefined()
  expect(await certificateUntil(place(9))).toBeUndefined()
})
