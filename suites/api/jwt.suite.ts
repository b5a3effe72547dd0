import { describe } from 'vitest'
import type { Evidence } from '#suites/kit/api-evidence.ts'
import type { Tools } from '#suites/kit/contract.ts'
import type { ApiToken, TokenChange } from '#suites/kit/contract-api.ts'
import { forged } from '#suites/kit/forgery.ts'
import { signedWithOwnKey, signedWithPublicKey, unsignedAs } from '#suites/kit/forgery-keys.ts'
import { citing, scenario } from '#suites/kit/scenario.ts'

type Bend = (token: ApiToken, tools: Tools) => string | Promise<string>

/** Signed once more by its issuer, the token has to be as good as before; only then something in it is changed. */
const resigned =
  (change: (tools: Tools) => TokenChange): Bend =>
  async (token, tools) => {
    const { api, control } = tools
    control(await api.call(await api.resigned(token, {})))
    return api.resigned(token, change(tools))
  }

const claims = (change: (tools: Tools) => TokenChange['claims']): Bend =>
  resigned((tools) => ({ claims: change(tools) }))

interface Row {
  readonly id: string
  readonly title: string
  readonly cites: `RFC9068-4-${'issuer' | 'audience' | 'signature' | 'unsigned' | 'expiry' | 'type'}` | 'RFC7519-4.1.5'
  readonly bend: Bend
}

/** Anybody can make these. */
const forgeries: readonly Row[] = [
  {
    id: 'unsigned',
    title: 'a token whose header says that it is not signed',
    cites: 'RFC9068-4-unsigned',
    bend: ({ value }) => unsignedAs(value, 'none'),
  },
  {
    id: 'unsigned-in-capitals',
    title: 'a token whose header says so in capitals',
    cites: 'RFC9068-4-unsigned',
    bend: ({ value }) => unsignedAs(value, 'NONE'),
  },
  {
    id: 'other-key',
    title: 'a token signed with a key that nobody published',
    cites: 'RFC9068-4-signature',
    bend: ({ value }) => forged(value),
  },
  {
    id: 'own-key',
    title: 'a token that brings the key with which it is signed',
    cites: 'RFC9068-4-signature',
    bend: ({ value }) => signedWithOwnKey(value),
  },
  {
    id: 'public-key-as-secret',
    title: 'a token signed with the public key as if that were a secret',
    cites: 'RFC9068-4-signature',
    bend: async ({ value }, { op }) => signedWithPublicKey(value, await op.jwks()),
  },
]

/** These the issuer alone can make: each is well signed, and one thing in it is wrong. */
const misfits: readonly Row[] = [
  {
    id: 'audience-other',
    title: 'a token for another audience',
    cites: 'RFC9068-4-audience',
    bend: claims(() => ({ aud: 'https://other.example/api' })),
  },
  {
    id: 'audience-missing',
    title: 'a token for nobody in particular',
    cites: 'RFC9068-4-audience',
    bend: claims(() => ({ aud: undefined })),
  },
  {
    id: 'issuer-other',
    title: 'a token in which another issuer says who it is',
    cites: 'RFC9068-4-issuer',
    bend: claims(() => ({ iss: 'https://op.other.example' })),
  },
  {
    id: 'issuer-slash',
    title: 'a token whose issuer differs by a slash at the end',
    cites: 'RFC9068-4-issuer',
    bend: claims(({ op }) => ({ iss: op.issuer.endsWith('/') ? op.issuer.slice(0, -1) : `${op.issuer}/` })),
  },
  {
    id: 'expired',
    title: 'a token that ended a minute ago',
    cites: 'RFC9068-4-expiry',
    bend: claims(({ time }) => ({ exp: time.now() - 60 })),
  },
  {
    id: 'expiry-missing',
    title: 'a token that does not say when it ends',
    cites: 'RFC9068-4-expiry',
    bend: claims(() => ({ exp: undefined })),
  },
  {
    id: 'not-yet',
    title: 'a token for later',
    cites: 'RFC7519-4.1.5',
    bend: claims(({ time }) => ({ nbf: time.now() + 120, exp: time.now() + 240 })),
  },
  {
    id: 'type-other',
    title: 'a token of another type',
    cites: 'RFC9068-4-type',
    bend: resigned(() => ({ header: { typ: 'logout+jwt' }, claims: { typ: 'Logout' } })),
  },
]

/** A good token with a good signature, made for another purpose. */
const others: readonly Row[] = [
  {
    id: 'elsewhere',
    title: 'a token that its user may use elsewhere',
    cites: 'RFC9068-4-audience',
    bend: async (_, { api }) => (await api.token({ kind: 'elsewhere' })).value,
  },
  {
    id: 'id-token',
    title: 'the ID token of the login',
    cites: 'RFC9068-4-type',
    bend: ({ login }, { inapplicable }) => login.idToken ?? inapplicable('The issuer gave no ID token with it.'),
  },
]

// RFC 9068 section 4: an API that asks nobody has to look at everything by itself.
describe('Signed tokens that an API verifies', { tags: ['api', 'jwt'] }, () => {
  for (const { id, title, cites, bend } of [...forgeries, ...misfits, ...others])
    scenario({
      id: `api.jwt.${id}`,
      title: `refuses ${title}`,
      given: { api: { protection: ['jwt'] } },
      when: async (tools) => {
        const { api, control } = tools
        const token = await api.token()
        control(await api.call(token))
        return { answer: await api.call(await bend(token, tools)) }
      },
      verify: citing<Evidence>(cites, ({ answer, expect }) => expect(answer).toBeTurnedAway()),
    })
})
