import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFetch, type FetchOptions, isInside } from './fetch.ts'

const page = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const ask = async (url: string, options: FetchOptions = { privately: true }) => {
  const { fetch, close } = createFetch(options)
  onTestFinished(close)
  return fetch(url)
}

test('a page comes with its status, its type and its bytes', async () => {
  const url = await page((_, answer) => answer.writeHead(203, { 'content-type': 'text/plain' }).end('maps'))
  const answer = await ask(url)
  expect(answer).toMatchObject({ status: 203, type: 'text/plain', url })
  expect('bytes' in answer && Buffer.from(answer.bytes).toString()).toBe('maps')
})

test('redirects are followed, and not for ever', async () => {
  const url = await page((request, answer) =>
    request.url === '/end'
      ? answer.end('end')
      : answer.writeHead(302, { location: request.url === '/' ? '/end' : '/on' }).end(),
  )
  expect(await ask(url)).toMatchObject({ status: 200, url: `${url}end` })
  expect(await ask(`${url}on`)).toEqual({ failure: expect.stringContaining('on and on') })
})

test.each([
  ['file:///etc/passwd', /leads to file:/],
  ['data:text/plain,x', /leads to data:/],
])('%s is not opened', async (location, failure) => {
  const url = await page((_, answer) => answer.writeHead(302, { location }).end())
  expect(await ask(url)).toEqual({ failure: expect.stringMatching(failure) })
})

test('what never ends, and what never comes, is given up', async () => {
  const endless = await page((_, answer) => {
    const more = setInterval(() => answer.write('x'.repeat(1000)), 1)
    answer.on('close', () => clearInterval(more))
  })
  expect(await ask(endless, { privately: true, largest: 5000 })).toEqual({ failure: 'it is larger than 5000 bytes' })
  const silent = await page(() => {})
  expect(await ask(silent, { privately: true, patience: 50 })).toEqual({ failure: 'nobody answered within 0.05 s' })
})

describe('addresses inside of a network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '[::1]',
  ])('%s', (address) => {
    expect(isInside(address)).toBe(true)
  })

  test.each(['193.10.0.1', '2001:700::1', 'example.org', '172.32.0.1'])('%s is none', (address) => {
    expect(isInside(address)).toBe(false)
  })

  test('are asked only if that is wanted, whatever name leads there', async () => {
    const url = await page((_, answer) => answer.end('secret'))
    expect(await ask(url, {})).toEqual({ failure: '127.0.0.1 is an address inside of a network' })
    expect(await ask(url.replace('127.0.0.1', 'localhost'), {})).toEqual({
      failure: expect.stringMatching(/^localhost is .+, an address inside of a network$/),
    })
  })
})

test('nobody there is said so', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  expect(await ask(`http://127.0.0.1:${port}/`)).toEqual({ failure: 'nobody listens there' })
})
