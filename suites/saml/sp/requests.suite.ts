import { describe } from 'vitest'
import type { Given, Tools } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** So many that a value which is counted, or taken from a clock, differs from one that is drawn. */
const LOGINS = 6

/** Characters. Fewer hold no 128 bits, in whatever alphabet names are written. */
const SHORTEST_ID = 20

/** Milliseconds that clocks may differ. */
const SKEW = 180_000

const given: Given = { service: { saml: true } }

/** A request for a login that can be read. */
const askedBy = async ({ service, inapplicable }: Tools) => {
  const asked = await service.asked(await service.ask())
  return asked ?? inapplicable('The service never asked for a login: it may wait for responses to nobody.')
}

// SAML Core 2.0 section 3.4: what a service asks in its name has to be new, its own, and meant for whom it goes to.
describe('Requests of a SAML service', { tags: ['saml', 'sp', 'requests'] }, () => {
  scenario({
    id: 'saml.sp.requests.fresh',
    title: 'gives every request an ID that is new and cannot be guessed',
    given: { ...given, users: ['many-groups'] },
    when: async (tools) => {
      const ids = []
      for (let count = 0; count < LOGINS; count += 1) ids.push((await askedBy(tools)).message?.id ?? '')
      return { ids }
    },
    verify: {
      'SAMLCORE-1.3.4': ({ ids, expect }) => {
        expect(new Set(ids).size, `different IDs in ${LOGINS} requests`).toBe(LOGINS)
        for (const id of ids) expect(id, 'an ID').toMatch(/^[A-Za-z_][\w.-]*$/)
        expect(Math.min(...ids.map((id) => id.length)), 'characters of the shortest ID').toBeGreaterThanOrEqual(
          SHORTEST_ID,
        )
      },
    },
  })

  scenario({
    id: 'saml.sp.requests.form',
    title: 'sends requests that are what the schemas want, of now, to whom they are meant for',
    given,
    when: async (tools) => ({ asked: await askedBy(tools) }),
    verify: {
      'SAMLCORE-3.2.1': ({ asked: { message, flaws, to, at, signature }, expect }) => {
        expect(flaws, 'what the schemas say against the request').toEqual([])
        expect(message?.version, 'Version').toBe('2.0')
        const made = Date.parse(message?.issueInstant ?? '')
        expect(Math.abs(at - made), 'milliseconds between IssueInstant and now').toBeLessThan(SKEW)
        const wanted = signature.state === 'absent' ? [undefined, to] : [to]
        expect(wanted, 'Destination, which is needed in signed requests').toContain(message?.destination)
      },
    },
  })

  scenario({
    id: 'saml.sp.requests.issuer',
    title: 'asks in its own name, as its metadata have it',
    given,
    when: async (tools) => ({ asked: await askedBy(tools), entityId: tools.service.sp().entityId }),
    verify: {
      'SAMLPROF-4.1.4.1': ({ asked, entityId, expect }) => {
        expect(asked.message?.issuer, 'Issuer').toBe(entityId)
      },
    },
  })

  scenario({
    id: 'saml.sp.requests.address',
    title: 'wants its answer by POST, at an address that its metadata name',
    given,
    when: async (tools) => ({ asked: await askedBy(tools), acs: tools.service.sp().acs }),
    verify: {
      'SAMLCORE-3.4.1': ({ asked: { message }, acs, expect }) => {
        const {
          assertionConsumerServiceUrl: url,
          assertionConsumerServiceIndex: index,
          protocolBinding,
        } = message ?? {}
        expect([url, index].filter((each) => each !== undefined).length, 'addresses, by URL and by index').toBeLessThan(
          2,
        )
        if (url !== undefined)
          expect(
            acs.map(({ location }) => location),
            'addresses in the metadata',
          ).toContain(url)
        if (index !== undefined)
          expect(
            acs.map((each) => each.index),
            'indexes in the metadata',
          ).toContain(index)
        if (protocolBinding !== undefined) expect(protocolBinding, 'ProtocolBinding').toMatch(/:HTTP-POST$/)
      },
    },
  })

  scenario({
    id: 'saml.sp.requests.relay-state',
    title: 'keeps RelayState short',
    given,
    when: async (tools) => ({ asked: await askedBy(tools) }),
    verify: {
      'SAMLBIND-3.4.3': ({ asked: { relayState }, inapplicable, expect }) => {
        if (relayState === undefined) return inapplicable('The request had no RelayState.')
        expect(new TextEncoder().encode(relayState).length, 'bytes of RelayState').toBeLessThanOrEqual(80)
      },
    },
  })

  scenario({
    id: 'saml.sp.requests.signature',
    title: 'signs its requests where its metadata say so, and signs them well',
    given,
    when: async (tools) => ({ asked: await askedBy(tools), signs: tools.service.sp().signsRequests }),
    verify: {
      'SAMLBIND-3.4.4.1': ({ asked: { signature }, signs, inapplicable, expect }) => {
        if (signature.state === 'absent' && !signs)
          return inapplicable('Its requests are not signed, as its metadata say.')
        const why = signature.state === 'invalid' ? ` (${signature.why})` : ''
        expect(signature.state, `the signature of the request${why}`).toBe('valid')
      },
      'XMLDSIG-6.1': ({ asked: { signature }, inapplicable, expect }) => {
        if (signature.state !== 'valid') return inapplicable('No signature of a request was valid.')
        expect(signature.weak, `whether ${signature.algorithm} is weak`).toBe(false)
      },
    },
  })
})
