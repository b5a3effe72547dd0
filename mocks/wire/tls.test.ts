import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint, exportJWK, importX509 } from 'jose'
import { Agent, fetch } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { type Authority, createAuthority, type ServerCertificate, selfSignedCertificate } from './tls.ts'

const serve = async (certificate: ServerCertificate): Promise<number> => {
  const server = createServer(certificate, (_, response) => response.end('here'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

/** Asks for `host`, wherever that is, on loopback. */
const ask = async (host: string, port: number, trusting?: Authority): Promise<string> => {
  const agent = new Agent({
    connect: {
      ...(trusting && { ca: trusting.certificatePem }),
      lookup: (_host, { all }, found) =>
        all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    },
  })
  onTestFinished(() => agent.close())
  const answer = await fetch(`https://${host}:${port}/`, { dispatcher: agent })
  return answer.text()
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(Object(error.cause), 'code') : error)

test.for(['localhost', '127.0.0.1', 'login.example.org'])(
  'is believed for %s by who trusts the authority',
  async (host) => {
    const authority = await createAuthority()
    const port = await serve(await authority.issue(['localhost', '127.0.0.1', '::1', 'login.example.org']))
    expect(await ask(host, port, authority)).toBe('here')
  },
)

test.for([
  ['by who does not trust the authority', [false, 'localhost', {}], 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['by who trusts the authority of another process', ['other', 'localhost', {}], 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['for another name', [true, 'login.example.org', {}], 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['when it has run out', [true, 'localhost', { expired: true }], 'CERT_HAS_EXPIRED'],
] as const)('is not believed %s', async ([, [trust, host, options], code]) => {
  const authority = await createAuthority()
  const trusted = trust === 'other' ? await createAuthority() : authority
  const port = await serve(await authority.issue(['localhost'], options))
  const error = await ask(host, port, trust ? trusted : undefined).catch(causeOf)
  expect(error).toBe(code)
})

test('names hosts and addresses each in its own form', async () => {
  const { cert } = await (await createAuthority()).issue(['localhost', '127.0.0.1', '::1', '2001:db8::a:1'])
  const { subjectAltName } = new X509Certificate(cert)
  expect(subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:A:1',
  )
})

test('keeps to the clock it is given', async () => {
  const authority = await createAuthority(() => Date.parse('2030-06-15T00:00:00Z'))
  expect(new X509Certificate(authority.certificatePem).validToDate).toEqual(new Date('2030-09-13T00:00:00Z'))
})

test('certifies a signing key by itself, for a JWK Set', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { x5c, ...thumbprints } = await selfSignedCertificate(keys, 'openaire')
  const certificate = new X509Certificate(Buffer.from(x5c[0], 'base64'))
  expect(certificate.subject).toBe('CN=openaire')
  expect(certificate.verify(keys.publicKey)).toBe(true)
  const key = await importX509(certificate.toString(), 'RS256')
  expect(await calculateJwkThumbprint(await exportJWK(key))).toBe(
    await calculateJwkThumbprint(await exportJWK(keys.publicKey)),
  )
  const base64url = (hex: string): string => Buffer.from(hex.replaceAll(':', ''), 'hex').toString('base64url')
  expect(thumbprints).toEqual({
    x5t: base64url(certificate.fingerprint),
    'x5t#S256': base64url(certificate.fingerprint256),
  })
})
