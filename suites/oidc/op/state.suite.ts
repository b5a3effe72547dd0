import { describe } from 'vitest'
import { listed } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** Services keep URLs and JSON in their state; RFC 6749 appendix A.5 allows every printable ASCII character. */
const states = {
  spaces: 'a b  c',
  plus: 'a+b%2Bc',
  percent: '100%25%zz%',
  separators: 'a=b&c=d;e#f?g',
  address: 'https://rp.example.org/paper?id=1&lang=en#page',
  json: '{"next":"/a b","tries":[1,2]}',
  markup: '"><script>alert(1)</script><a href=\'',
  quotes: '\'"`\\',
  base64: 'eyJhIjoiYiJ9+/==',
  zero: '0',
  null: 'null',
  long: 'x'.repeat(2000),
} as const

type Returned = Readonly<Record<string, string | undefined>>

const changed = (returned: Returned): string =>
  listed(Object.entries(states).flatMap(([name, state]) => (returned[name] === state ? [] : [name])))

// A state that comes back changed is a login lost; one that is not compared is a login stolen.
describe('state', { tags: ['oidc', 'op', 'code', 'state'] }, () => {
  scenario({
    id: 'oidc.op.state.in-success',
    title: 'brings every state back with the code, byte for byte',
    when: async ({ client, control }) => {
      control(await client.authorize())
      const returned: Record<string, string | undefined> = {}
      for (const [name, state] of Object.entries(states))
        returned[name] = (await client.authorize({ params: { state } })).params.state
      return { returned }
    },
    verify: {
      'CODE-STATE': ({ returned, expect }) => expect(changed(returned), 'states that came back changed').toBe('none'),
    },
  })

  scenario({
    id: 'oidc.op.state.in-error',
    title: 'brings every state back with an error, byte for byte',
    when: async ({ client, newBrowser }) => {
      const returned: Record<string, string | undefined> = {}
      const errors: Record<string, string | undefined> = {}
      for (const [name, state] of Object.entries(states)) {
        const bent = { state, response_type: 'aai_unknown' }
        const { params } = await client.authorize({ params: bent, in: await newBrowser() })
        returned[name] = params.state
        errors[name] = params.error
      }
      return { returned, errors }
    },
    verify: {
      'CODE-STATE': ({ returned, errors, expect }) => {
        expect(Object.values(errors)).not.toContain(undefined)
        expect(changed(returned), 'states that came back changed').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.state.none-in-error',
    title: 'invents no state for an error when none was sent',
    when: async ({ client }) => ({
      refused: await client.authorize({ params: { state: undefined, response_type: 'aai_unknown' } }),
    }),
    verify: {
      'RFC6749-4.1.2.1-state': ({ refused, expect }) => {
        expect(refused.params).toHaveProperty('error')
        expect(refused.params).not.toHaveProperty('state')
      },
    },
  })

  scenario({
    id: 'oidc.op.state.eight-thousand',
    title: 'serves a request whose URL has 8000 characters',
    when: async ({ client, control, newBrowser }) => {
      control(await client.start())
      const { url } = client.authorizationUrl({ params: { state: '' } })
      const state = 'x'.repeat(Math.max(0, 8000 - url.length))
      return { state, authorization: await client.authorize({ params: { state }, in: await newBrowser() }) }
    },
    verify: {
      'RFC9110-4.1': ({ state, authorization, expect }) => {
        expect(authorization).toBeCallback()
        expect(authorization.params.state).toBe(state)
      },
    },
  })

  scenario({
    id: 'oidc.op.state.megabyte',
    title: 'refuses a URL of a megabyte without falling over',
    given: { intrusive: true },
    when: async ({ op, client, control, newBrowser }) => {
      control(await client.start())
      const { url } = client.authorizationUrl({ params: { state: 'x'.repeat(1_000_000) } })
      const refused = await op.request(url, { label: 'authorization request' })
      return { refused, after: await client.start({ in: await newBrowser() }) }
    },
    verify: {
      'RFC9112-3': ({ refused, after, expect }) => {
        expect([400, 413, 414, 431]).toContain(refused.status)
        expect(after.kind).toMatch(/^(login|account|organisation)-page$/)
      },
    },
  })
})
