import { expect, test } from 'vitest'
import { serviceProviders } from '#libraries/saml/index.ts'
import { playAt } from './play.ts'
import { serviceProviderTarget } from './saml-service-providers.ts'

/** One of each kind. */
const KINDS = [
  ...['signature.none', 'wrapping.xsw3', 'text.comment', 'conditions.audience-other', 'attributes.many-groups'],
  ...['response.destination-other', 'response.request-other', 'replay.twice', 'requests.signature', 'logout.front'],
]

/** What is no `pass`, measured; docs/saml-service-providers.md has all of it. */
const measured: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'node-saml': { 'response.destination-other': 'fail', 'response.request-other': 'fail', 'replay.twice': 'fail' },
  'node-saml-careful': { 'response.destination-other': 'fail' },
}

// The one real service provider that needs nothing but npm: what other real ones let in is measured by npm run test:saml-sps.
test.for(Object.entries(measured))('%s lets in what it was seen to', { timeout: 300_000 }, async ([id, expected]) => {
  const software = serviceProviders.find((each) => each.id === id)
  if (!software) throw new Error(`${id} is in libraries/saml/index.ts`)
  const results = await playAt(
    { software, target: () => serviceProviderTarget(software) },
    { clock: Date.now, scenarios: KINDS.map((kind) => `saml.sp.${kind}`) },
  )
  expect(results.map(({ id: scenario }) => scenario.replace('saml.sp.', '')).toSorted()).toEqual(KINDS.toSorted())
  const others = results.filter(({ verdict }) => verdict !== 'pass')
  expect(
    Object.fromEntries(others.map(({ id: scenario, verdict }) => [scenario.replace('saml.sp.', ''), verdict])),
  ).toEqual(expected)
})
