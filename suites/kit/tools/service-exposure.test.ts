import { expect, test } from 'vitest'
import type { SignIn } from '../contract-service.ts'
import type { KeptCookie } from '../drivers/agent.ts'
import type { ServiceSeed } from '../target-service.ts'
import { exposedIn } from './service-exposure.ts'
import type { Session } from './session.ts'

const GIVEN = { code: 'c-1', access_token: 'a.b.c', id_token: 'd.e.f' }
const session = { desk: { given: async () => GIVEN } } as unknown as Session
const service = { whoami: { url: 'http://localhost/me' } } as ServiceSeed

interface Shown {
  readonly page?: string
  readonly me?: string
  readonly cookie?: KeptCookie
  readonly stored?: string
}

const exposed = ({ page = '', me = '{}', cookie, stored }: Shown): Promise<readonly string[]> => {
  const browser = {
    driver: stored === undefined ? 'http' : 'browser',
    open: async () => ({ text: me }),
    read: async ({ storage }: { storage: { area: string } }) => ({
      texts: storage.area === 'session' ? [stored] : [],
    }),
  }
  const login = { name: 'x', browser, answer: { text: page }, cookies: cookie ? [cookie] : [] }
  return exposedIn(session, service, login as unknown as SignIn)
}

const cookie = { name: 'tokens', value: 'j%3Aa.b.c', httpOnly: false, secure: true }

test.for<[Shown, readonly string[]]>([
  [{}, []],
  [{ page: 'code c-1' }, []],
  [{ page: '<i>a.b.c</i>' }, ['access_token in the page after the login']],
  [{ me: '{"id":"d.e.f"}' }, ['id_token in what whoami answers']],
  [{ cookie }, ['access_token in the cookie tokens']],
  [{ cookie: { ...cookie, value: '100%' } }, []],
  [{ cookie: { ...cookie, httpOnly: true } }, []],
  [{ stored: '{"access_token":"a.b.c"}' }, ['access_token in session storage']],
])('of %j scripts read %j', async ([shown, places]) => {
  expect(await exposed(shown)).toEqual(places)
})
