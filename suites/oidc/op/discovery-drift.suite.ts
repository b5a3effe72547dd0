import { describe } from 'vitest'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

type Document = Readonly<Record<string, unknown>>

const isAddress = (member: string): boolean => /(_endpoint|_uri|_iframe|_aliases|^issuer)$/.test(member)

const withoutAddresses = (document: unknown): Document =>
  Object.fromEntries(Object.entries(members(document)).filter(([member]) => !isAddress(member)))

/** Lists are sets here: a provider may write them in any order. */
const written = (value: unknown): string =>
  Array.isArray(value) ? listed(value.map((item) => JSON.stringify(item)).toSorted()) : JSON.stringify(value)

const differences = (recorded: Document, found: Document): string => {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(found)])].toSorted()
  return listed(
    names.flatMap((name) => {
      if (!(name in found)) return [`${name} is gone`]
      if (!(name in recorded)) return [`${name} is new`]
      return written(recorded[name]) === written(found[name]) ? [] : [`${name} has changed`]
    }),
  )
}

// A service copies what it read once: what changes in the document breaks it later, and elsewhere.
describe('Discovery over time and between environments', { tags: ['oidc', 'op', 'discovery'] }, () => {
  scenario({
    id: 'oidc.op.discovery-drift.profile',
    title: 'publishes what its profile recorded, and nothing new',
    when: async ({ op }) => ({
      published: withoutAddresses((await op.discovery()).json),
      recorded: withoutAddresses(op.profile.discovery.members),
    }),
    verify: {
      'DISC-DRIFT': ({ published, recorded, expect }) =>
        expect(differences(recorded, published), 'against the profile').toBe('none'),
    },
  })

  scenario({
    id: 'oidc.op.discovery-drift.between-environments',
    title: 'publishes in BETA what it publishes in production, but for the host names',
    given: { pair: true },
    when: async ({ op, pair }) => {
      const withoutHost = async ({ issuer, discovery }: typeof op): Promise<Document> => {
        const document = JSON.stringify(members((await discovery()).json))
        return members(JSON.parse(document.replaceAll(new URL(issuer).origin, 'https://host')))
      }
      return { here: await withoutHost(op), there: await withoutHost(pair.op) }
    },
    verify: {
      'DISC-DRIFT': ({ here, there, expect }) =>
        expect(differences(there, here), 'against the other environment').toBe('none'),
    },
  })
})
