import { describe } from 'vitest'
import { listed, members, objects } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** RFC 7518 sections 6.2.2, 6.3.2 and 6.4: members that only the owner of a key may know. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const modulusBits = (n: unknown): number => Math.floor((String(n).length * 6) / 8) * 8

describe('Published keys', { tags: ['oidc', 'op', 'keys'] }, () => {
  scenario({
    id: 'oidc.op.keys.published',
    title: 'publishes its keys, each with a kid of its own',
    when: async ({ op }) => {
      const answer = await op.jwks()
      return { answer, keys: objects(answer.json, 'keys') }
    },
    verify: {
      'DISC-JWKS': ({ answer, keys, expect }) => {
        expect(answer.status).toBe(200)
        expect(keys.length).toBeGreaterThan(0)
        const nameless = keys.filter(({ kid }) => typeof kid !== 'string' || kid === '')
        expect(nameless.length, 'keys without kid').toBe(0)
      },
      'RFC7517-4.5': ({ keys, expect }) => {
        const kids = keys.map(({ kid }) => kid)
        expect(kids).toEqual([...new Set(kids)])
      },
      'RFC7517-5': ({ answer, expect }) => expect(members(answer.json)).toHaveProperty('keys', expect.any(Array)),
      'RFC7517-4.1': ({ keys, expect }) => {
        for (const key of keys) expect(key).toHaveProperty('kty', expect.any(String))
      },
    },
  })

  scenario({
    id: 'oidc.op.keys.verify-id-token',
    title: 'signs ID tokens with a key that it publishes',
    when: async ({ op, client }) => {
      const { idToken } = await client.login()
      const verified = await op.verify(idToken ?? '')
      return { verified, kids: objects((await op.jwks()).json, 'keys').map(({ kid }) => kid) }
    },
    verify: {
      'DISC-JWKS': ({ verified, kids, expect }) => {
        expect(verified).toBeVerified()
        expect(kids).toContain(verified.header.kid)
      },
    },
  })

  scenario({
    id: 'oidc.op.keys.no-private-material',
    title: 'publishes neither private nor symmetric keys',
    when: async ({ op }) => ({ keys: objects((await op.jwks()).json, 'keys') }),
    verify: {
      'OIDCD-3-jwks': ({ keys, expect }) => expect(keys.map(({ kty }) => kty)).not.toContain('oct'),
      'DISC-JWKS-PRIVATE': ({ keys, expect }) => {
        expect(keys.length).toBeGreaterThan(0)
        const leaked = privateMembers.filter((name) => keys.some((key) => name in key))
        expect(listed(leaked), 'private members').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.keys.strength',
    title: 'publishes RSA keys of 2048 bits or more',
    when: async ({ op }) => ({ keys: objects((await op.jwks()).json, 'keys').filter(({ kty }) => kty === 'RSA') }),
    verify: {
      'RFC7518-3.3': ({ keys, expect }) => {
        expect(keys.length).toBeGreaterThan(0)
        for (const { n } of keys) expect(modulusBits(n)).toBeGreaterThanOrEqual(2048)
      },
      'RFC7518-6.3.1': ({ keys, expect }) => {
        expect(keys.length).toBeGreaterThan(0)
        // A leading zero byte is "AA", or "A" with the two bits of its neighbour.
        for (const { n, e } of keys) for (const number of [n, e]) expect(String(number)).toMatch(/^(?!A[A-P])[\w-]+$/)
      },
    },
  })

  scenario({
    id: 'oidc.op.keys.use',
    title: 'says what a key is for, when some are for signing and some for encryption',
    when: async ({ op }) => ({ keys: objects((await op.jwks()).json, 'keys') }),
    verify: {
      'OIDCD-3-use': ({ keys, expect }) => {
        const uses = new Set(keys.map(({ use }) => use))
        expect(keys.length).toBeGreaterThan(0)
        expect(uses.has('enc') && uses.has(undefined), 'some keys say enc and others say nothing').toBe(false)
      },
    },
  })
})
