import { expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { go, press } from '../testing/feide.ts'
import { ask } from '../testing/flow.ts'
import { type Odd, oddRequests, SCRIPT, type Surface } from '../testing/odd-requests.ts'
import { type RawAnswer, raw } from '../testing/raw.ts'
import { endpointOf, urlOf } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

/** What is wrong with an answer, whatever was asked. */
const wrongWith = ({ status, headers, body }: RawAnswer): string | undefined => {
  if (!(status >= 200 && status < 500)) return `status ${status}: ${body.slice(0, 100)}`
  if (headers.has('x-injected')) return 'a header of the attacker'
  const type = headers.get('content-type') ?? ''
  if (body.includes(SCRIPT) && !type.startsWith('application/json')) return `reflected as ${type || 'anything'}`
  if (!type.startsWith('text/html')) return undefined
  const policy = headers.get('content-security-policy') ?? ''
  if (!policy.includes("default-src 'none'") || !policy.includes("frame-ancestors 'none'")) return `policy ${policy}`
  return headers.get('x-frame-options') === 'DENY' ? undefined : 'a page that may be framed'
}

const cookiesOf = (browser: Visitor) => ({
  Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

/** The form on a page, with what is typed or pressed there. */
const formOn = (browser: Visitor, name: string, { page, url }: Stop, more: Record<string, string>): Surface => {
  const [form] = page.forms
  if (!form) throw new Error(`${name} is no form: ${page.text}`)
  const fields = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
  const path = new URL(form.action, url).pathname
  return { name, method: 'POST', path, params: { ...fields, ...more }, headers: cookiesOf(browser) }
}

const pagesOf = async (op: RunningProvider): Promise<readonly Surface[]> => {
  const at = async (name: string, changes: Record<string, string>, more: Record<string, string>, role = 'web') => {
    const browser = visitor(op.origin)
    return formOn(browser, name, await ask(op, role, changes, browser), more)
  }
  const browser = visitor(op.origin)
  await go(op, 'web', {}, { browser })
  const login = { username: 'ada', password: 'x' }
  const level = { acr_values: 'urn:mace:feide.no:auth:level:fad08:3' }
  const second = visitor(op.origin)
  const chooser = await ask(op, 'web', level, second)
  const home = await press(second, chooser, 'account', 'nordhavn.example')
  const factor = await second.submit(home, { username: 'sigrid', password: 'sigrid-at-home' })
  const inside = (hint: Record<string, string>, role = 'web') => ask(op, role, hint, browser)
  return [
    await at('account chooser', {}, { account: 'nordhavn.example' }),
    await at('organisations', { login_hint: 'feide|all' }, { org: 'nordhavn.example' }),
    await at('login', { login_hint: 'feide|realm|nordhavn.example' }, login),
    await at('login with a name', { login_hint: `feide|realm|nordhavn.example|${SCRIPT}` }, login),
    formOn(second, 'second factor', factor, {}),
    formOn(browser, 'warning', await inside({ login_hint: `feide|realm|nordhavn.example|"${SCRIPT}` }), {}),
    formOn(browser, 'consent', await inside({}, 'consent'), {}),
    formOn(browser, 'logout', await browser.get(urlOf(op, 'endSession')), {}),
  ]
}

const attack = async (op: RunningProvider, surface: Surface): Promise<readonly string[]> => {
  const waiting: Odd[] = [...oddRequests(surface)]
  const wrong: string[] = []
  const worker = async (): Promise<void> => {
    for (let odd = waiting.pop(); odd; odd = waiting.pop()) {
      const answer = await raw(op.origin, odd.request).catch(({ message }: Error) => message)
      const found = typeof answer === 'string' ? answer : wrongWith(answer)
      if (found !== undefined) wrong.push(`${surface.name}, ${odd.what}: ${found}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return wrong
}

// What programs send is tried beside that of the other providers.
test('no answer to a page of Feide breaks it, nor is anything of it put into another', {
  timeout: 120_000,
}, async () => {
  const op = await startProvider({ profile: 'feide' })
  try {
    for (const surface of await pagesOf(op)) expect(await attack(op, surface)).toEqual([])
    expect((await go(op, 'web')).away).toContain('code=')
  } finally {
    await op.close()
  }
})

test('a form of another session, or of none, changes nothing', async () => {
  const op = await startProvider({ profile: 'feide' })
  try {
    for (const { params, path, headers } of await pagesOf(op)) {
      for (const verifier of ['', 'guessed', crypto.randomUUID()]) {
        const body = new URLSearchParams({ ...params, verifier })
        const { Cookie = '' } = headers ?? {}
        const answer = await fetch(op.origin + path, { method: 'POST', headers: { cookie: Cookie }, body })
        const asksAnew = path === new URL(endpointOf(op, 'endSession')).pathname
        expect([path, answer.status]).toEqual([path, asksAnew ? 200 : 403])
      }
    }
  } finally {
    await op.close()
  }
})
