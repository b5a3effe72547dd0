import { expect, test } from 'vitest'
import { serviceProviders } from '#libraries/saml/index.ts'
import { playAt } from './play.ts'
import { serviceProviderTarget } from './saml-service-providers.ts'

/** One of each kind, with the verdict that was seen; docs/saml-service-providers.md has all of them. */
const measured = {
  ...{ 'signature.none': 'pass', 'wrapping.xsw3': 'pass', 'text.comment': 'pass', 'conditions.audience-other': 'pass' },
  ...{ 'response.destination-other': 'fail', 'response.request-other': 'warn', 'replay.twice': 'warn' },
  ...{ 'attributes.many-groups': 'pass', 'requests.signature': 'pass', 'logout.front': 'pass' },
}

// The one real service provider that needs nothing but npm: what others let in is measured by npm run test:saml-sps.
test('node-saml lets in what it was seen to', { timeout: 300_000 }, async () => {
  const software = serviceProviders.find(({ id }) => id === 'node-saml')
  if (!software) throw new Error('node-saml is no longer in libraries/saml/index.ts')
  const results = await playAt(
    { software, target: () => serviceProviderTarget(software) },
    { clock: Date.now, scenarios: Object.keys(measured).map((kind) => `saml.sp.${kind}`) },
  )
  const verdicts = results.map(({ id, verdict }) => [id.replace('saml.sp.', ''), verdict])
  expect(Object.fromEntries(verdicts)).toEqual(measured)
})
