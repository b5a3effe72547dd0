import { afterEach, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { type ServedApi, serveApis } from './apis.ts'

const closing: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(({ close }) => close()))
})

const feide = async (profile = 'feide'): Promise<RunningProvider> => {
  const provider = await startProvider({ profile })
  closing.push(provider)
  return provider
}

const served = async (...asked: Parameters<typeof serveApis>): Promise<readonly ServedApi[]> => {
  const apis = await serveApis(...asked)
  closing.push(...apis)
  return apis
}

const lines = (apis: readonly ServedApi[]): string => apis.flatMap((each) => each.lines).join('\n')

test('what the lines say can be done as it stands', async () => {
  const text = lines(await served(await feide(), { api: true, tls: false, port: 0 }))
  const [, user = '', url = ''] = /curl -u (\S+) -d grant_type=client_credentials (\S+)/.exec(text) ?? []
  const [, resource = ''] = /\$TOKEN" (\S+)/.exec(text) ?? []
  const basic = `Basic ${Buffer.from(user).toString('base64')}`
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  const { access_token } = await (await fetch(url, { method: 'POST', headers: { authorization: basic }, body })).json()
  const answer = await fetch(resource, { headers: { authorization: `Bearer ${access_token}` } })
  expect(await answer.json()).toMatchObject({ sub: null, client_id: user.split(':')[0], scope: 'loans' })
})

test('the gatekeeper stands before an API of one’s own, whose password comes from the environment', async () => {
  const text = lines(await served(await feide(), { gatekeeper: 'http://127.0.0.1:9/api', tls: false, port: 0 }))
  expect(text).toContain('gatekeeper before http://127.0.0.1:9')
  expect(text).toMatch(/scope gk_library, .* Basic gatekeeper:[0-9a-f]{24}/)
})

test.for([
  {
    what: 'a profile without APIs',
    profile: 'openaire-legacy',
    asked: { api: true },
    says: /no API beside openaire-legacy.*feide/,
  },
  { what: 'an unknown API', profile: 'feide', asked: { api: 'libary' }, says: /no API "libary": we have .*feide-api/ },
  {
    what: 'a gatekeeper for no Feide',
    profile: 'openaire-beta',
    asked: { gatekeeper: 'http://127.0.0.1:9' },
    says: /--profile feide/,
  },
  {
    what: 'an address that is none',
    profile: 'feide',
    asked: { gatekeeper: 'my-api' },
    says: /http address of your API/,
  },
  { what: 'TLS', profile: 'feide', asked: { api: true, tls: true }, says: /leave out --tls or --api/ },
])('refuses $what, in a sentence that says what to do', async ({ profile, asked, says }) => {
  await expect(serveApis(await feide(profile), { tls: false, port: 0, ...asked })).rejects.toThrow(says)
})

test('a port that is taken is named, and nothing is left running', async () => {
  const [first] = await served(await feide(), { api: 'feide-api', tls: false, port: 0 })
  const port = Number(/:(\d+)\/whoami/.exec(first?.lines.join('\n') ?? '')?.[1])
  await expect(serveApis(await feide(), { api: 'feide-api', tls: false, port: port - 1 })).rejects.toThrow(
    `Port ${port}, which an API beside the provider wants, is in use`,
  )
})
