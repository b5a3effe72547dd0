import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { clientOf, endpointOf, logIn, urlOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const init = async (clientId: string, origin: string): Promise<number> => {
  const query = new URLSearchParams({ client_id: clientId, origin })
  return (await fetch(`${endpointOf(op, 'checkSession')}/init?${query}`)).status
}

test('the frame may be shown by other pages, and is not kept', async () => {
  const answer = await fetch(endpointOf(op, 'checkSession'))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html;charset=utf-8')
  expect(answer.headers.get('x-frame-options')).toBeNull()
  expect(answer.headers.get('content-security-policy')).not.toContain('frame-ancestors')
  expect(answer.headers.get('cache-control')).toContain('no-store')
})

test.each([
  ['https://portal.example', 204],
  ['http://127.0.0.1:4711', 204],
  ['https://evil.example', 403],
  ['https://portal.example:8443', 403],
  ['', 403],
])('pages of %s may ask about the client: %i', async (origin, status) => {
  expect(await init(clientOf(op, 'web').clientId, origin)).toBe(status)
})

test('nobody may ask about an unknown client', async () => {
  expect(await init('nobody', 'https://portal.example')).toBe(403)
})

describe('the script of the frame', () => {
  const ORIGIN = 'https://portal.example'

  /** Runs it as a browser would that holds these cookies, and asks it one question. */
  const ask = async (cookie: string, data: unknown, origin = ORIGIN): Promise<unknown> => {
    const html = await (await fetch(endpointOf(op, 'checkSession'))).text()
    const script = /<script[^>]*>(.*)<\/script>/s.exec(html)?.[1] ?? ''
    let listener: (event: object) => Promise<void> = async () => {}
    let answer: unknown
    runInNewContext(script, {
      URLSearchParams,
      location: { pathname: new URL(endpointOf(op, 'checkSession')).pathname },
      document: { cookie },
      fetch: (path: string) => fetch(op.origin + path),
      addEventListener: (_type: string, on: typeof listener) => {
        listener = on
      },
    })
    const source = {
      postMessage: (message: string, to: string) => {
        expect(to).toBe(origin)
        answer = message
      },
    }
    await listener({ data, origin, source })
    return answer
  }

  test('tells whether the session is still the same', async () => {
    const { browser, body } = await logIn(op)
    const cookie = `a=b; KEYCLOAK_SESSION=${browser.cookies.get('KEYCLOAK_SESSION')}`
    const { clientId } = clientOf(op, 'web')
    expect(await ask(cookie, `${clientId} ${body.session_state}`)).toBe('unchanged')
    expect(await ask(cookie, `${clientId} another`)).toBe('changed')
    expect(await ask('', `${clientId} ${body.session_state}`)).toBe('changed')
    expect(await ask('', `${clientId} `)).toBe('unchanged')
    await browser.get(urlOf(op, 'endSession', { id_token_hint: String(body.id_token) }))
    expect(browser.cookies.has('KEYCLOAK_SESSION')).toBe(false)
  })

  test('says nothing to pages that may not ask, and to what is no question', async () => {
    const { clientId } = clientOf(op, 'web')
    expect(await ask('', `${clientId} x`, 'https://evil.example')).toBe('error')
    expect(await ask('', `${clientId} x y`)).toBeUndefined()
    expect(await ask('', { clientId })).toBeUndefined()
  })
})
