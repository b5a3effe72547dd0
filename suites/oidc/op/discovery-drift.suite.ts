import { describe } from 'vitest'
import { members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const isAddress = (member: string): boolean => /(_endpoint|_uri|_iframe|^issuer)$/.test(member)

/** Lists are sets here: a provider may write them in any order. */
const asSet = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : value

const promises = (document: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members(document))
      .filter(([member]) => !isAddress(member) && member !== 'mtls_endpoint_aliases')
      .map(([member, value]) => [member, asSet(value)]),
  )

// A service copies what it read once: what changes in the document breaks it later, and elsewhere.
describe('Discovery over time and between environments', { tags: ['oidc', 'op', 'discovery'] }, () => {
  scenario({
    id: 'oidc.op.discovery-drift.profile',
    title: 'publishes what its profile recorded, and nothing new',
    when: async ({ op }) => ({
      published: promises((await op.discovery()).json),
      recorded: promises(op.profile.discovery.members),
    }),
    verify: {
      'DISC-DRIFT': ({ published, recorded, expect }) => expect(published).toEqual(recorded),
    },
  })

  scenario({
    id: 'oidc.op.discovery-drift.between-environments',
    title: 'publishes in BETA what it publishes in production, but for the host names',
    given: { pair: true },
    when: async ({ op, pair }) => {
      const withoutHost = async (issuer: typeof op): Promise<unknown> => {
        const { text } = await issuer.discovery()
        return JSON.parse(text.replaceAll(new URL(issuer.issuer).origin, 'https://host'))
      }
      const [here, there] = [members(await withoutHost(op)), members(await withoutHost(pair.op))]
      const sets = (document: typeof here) =>
        Object.fromEntries(Object.entries(document).map(([member, value]) => [member, asSet(value)]))
      return { here: sets(here), there: sets(there) }
    },
    verify: {
      'DISC-DRIFT': ({ here, there, expect }) => expect(here).toEqual(there),
    },
  })
})
