import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { listed } from '#suites/kit/json.ts'
import { assertionOf, encrypts, isWeak, seconds, signaturesOf } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {} }

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** SAML core section 5.4: what a signature may do to what it signs. */
const TRANSFORMS = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
]

/** Seconds by which two clocks may differ. */
const SKEW = 180

/** Seconds of the longest window for delivery. */
const LONGEST = 600

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

// Sections 4.1.4.2 and 4.1.4.5 of the profiles: by this a service decides whether to believe the answer.
describe('Responses of the identity provider', { tags: ['saml', 'idp', 'response'] }, () => {
  scenario({
    id: 'saml.idp.response.addressed',
    title: 'says to whom the answer goes, for whom it is, and which request it answers',
    given,
    when: async ({ saml: { sp, idp }, control }) => ({
      login: control(await sp.usual()),
      acs: sp.acs[0],
      audience: sp.entityId,
      issuer: (await idp.metadata()).idp?.entityId,
    }),
    verify: {
      'SAMLCORE-2.2.5-issuer': ({ login, issuer, expect }) => {
        expect(login.response?.issuer ?? issuer, 'Issuer of the response').toBe(issuer)
        expect(assertionOf(login).issuer, 'Issuer of the assertion').toBe(issuer)
      },
      'SAMLCORE-3.2.2-in-response-to': ({ login, expect }) =>
        expect(login.response?.inResponseTo, 'InResponseTo').toBe(login.request.id),
      'SAMLBIND-3.5.5.2-address': ({ login, acs, expect }) => {
        const { destination, signature } = login.response ?? {}
        if (signature || destination !== undefined) expect(destination, 'Destination').toBe(acs)
      },
      'SAMLPROF-4.1.4.2-bearer': ({ login, acs, expect }) => {
        const bearers = assertionOf(login).subject?.confirmations.filter(({ method }) => method === BEARER) ?? []
        expect(bearers.length, 'confirmations of a bearer').toBeGreaterThan(0)
        for (const { recipient, inResponseTo, notOnOrAfter, notBefore } of bearers) {
          expect(recipient, 'Recipient').toBe(acs)
          expect(inResponseTo, 'InResponseTo of the confirmation').toBe(login.request.id)
          expect(notOnOrAfter, 'NotOnOrAfter of the confirmation').toBeDefined()
          expect(notBefore, 'NotBefore of the confirmation').toBeUndefined()
        }
      },
      'SAMLPROF-4.1.4.2-audience': ({ login, audience, expect }) => {
        const restrictions = assertionOf(login).conditions?.audiences ?? []
        expect(restrictions.length, 'audience restrictions').toBeGreaterThan(0)
        for (const audiences of restrictions) expect(audiences, 'audiences').toContain(audience)
      },
    },
  })

  scenario({
    id: 'saml.idp.response.timely',
    title: 'gives an assertion that is good now, and for minutes only',
    given,
    when: async ({ saml: { sp }, control, time }) => ({ login: control(await sp.login()), now: time.now() * 1000 }),
    verify: {
      'SAMLCORE-1.3.3-utc': ({ login, expect }) => {
        const odd = (login.response?.times ?? []).filter((each) => !UTC.test(each))
        expect(listed(odd), 'times that are not in UTC').toBe('none')
      },
      'SAMLPROF-4.1.4.2-bearer': ({ login, now, expect }) => {
        const assertion = assertionOf(login)
        const ends = [
          assertion.conditions?.notOnOrAfter,
          ...(assertion.subject?.confirmations ?? []).map(({ notOnOrAfter }) => notOnOrAfter),
        ].filter((end) => end !== undefined)
        for (const end of ends) expect(seconds(now, end), `seconds until ${end}`).toBeGreaterThan(-SKEW)
        const { notBefore } = assertion.conditions ?? {}
        if (notBefore) expect(seconds(now, notBefore), `seconds until ${notBefore}`).toBeLessThanOrEqual(SKEW)
      },
      'SAMLPROF-4.1.4.2-short': ({ login, expect }) => {
        const { issueInstant, conditions, subject } = assertionOf(login)
        expect(seconds(issueInstant, conditions?.notOnOrAfter), 'seconds that it is good').toBeLessThanOrEqual(LONGEST)
        for (const { notOnOrAfter } of subject?.confirmations ?? [])
          expect(seconds(issueInstant, notOnOrAfter), 'seconds to deliver it').toBeLessThanOrEqual(LONGEST)
      },
      'SAMLCORE-2.7.2-instant': ({ login, expect }) => {
        const { issueInstant, authn } = assertionOf(login)
        expect(seconds(authn?.authnInstant, issueInstant), 'seconds from login to assertion').toBeGreaterThanOrEqual(0)
      },
    },
  })

  scenario({
    id: 'saml.idp.response.signed',
    title: 'signs what it sends, itself and nothing else, and by no algorithm of the past',
    given,
    when: async ({ saml: { sp }, control }) => ({ login: control(await sp.usual()) }),
    verify: {
      'SAMLPROF-4.1.4.5-signed': ({ login, expect }) => expect(login).toBeSignedSaml(),
      'SAMLCORE-5.4.2-reference': ({ login, expect }) => {
        const own = [login.response?.id, ...(login.response?.assertions ?? []).map(({ id }) => id)].map(
          (id) => `#${id}`,
        )
        for (const { references } of signaturesOf(login)) {
          expect(references, 'references of a signature').toHaveLength(1)
          expect(own, 'what may be signed').toEqual(expect.arrayContaining([...references]))
        }
      },
      'SAMLCORE-5.4.4-transforms': ({ login, expect }) => {
        const strange = signaturesOf(login).flatMap(({ transforms }) =>
          transforms.filter((each) => !TRANSFORMS.includes(each)),
        )
        expect(listed(strange), 'further transforms').toBe('none')
      },
      'XMLDSIG-6.1-idp': ({ login, expect }) => {
        const used = signaturesOf(login).flatMap(({ algorithm = '', digest = '' }) => [algorithm, digest])
        expect(listed(used.filter(isWeak)), 'algorithms of the past').toBe('none')
      },
    },
  })

  scenario({
    id: 'saml.idp.response.statement',
    title: 'says when and how the user authenticated, and in which session',
    given,
    when: async ({ saml: { sp, idp }, control }) => ({
      login: control(await sp.usual()),
      logsOut: ((await idp.metadata()).idp?.singleLogout.length ?? 0) > 0,
    }),
    verify: {
      'SAMLPROF-4.1.4.2-statement': ({ login, expect }) =>
        expect(assertionOf(login).authn, 'authentication statement').toBeDefined(),
      'SAMLCORE-2.7.2.2-context': ({ login, expect }) =>
        expect(assertionOf(login).authn?.contextClass, 'AuthnContextClassRef').toMatch(/./),
      'SAMLPROF-4.1.4.2-session': ({ login, logsOut, expect }) => {
        if (logsOut) expect(assertionOf(login).authn?.sessionIndex, 'SessionIndex').toMatch(/./)
      },
    },
  })

  scenario({
    id: 'saml.idp.response.carried',
    title: 'sends a form to be posted by the browser, which no cache keeps',
    given,
    when: async ({ saml: { sp } }) => ({ login: await sp.usual() }),
    verify: {
      'SAMLBIND-3.5.4-form': ({ login, expect }) =>
        expect(login.carriedBy, 'way through the browser').toBe('form_post'),
      'SAMLBIND-3.5.5.1-cache': ({ login, expect }) =>
        expect(login.answer.headers.get('cache-control') ?? 'no Cache-Control', 'Cache-Control').toMatch(
          /no-store|no-cache/,
        ),
    },
  })

  scenario({
    id: 'saml.idp.response.unique',
    title: 'gives no identifier twice',
    given,
    when: async ({ saml: { sp }, control, newBrowser }) => ({
      first: control(await sp.usual()),
      second: control(await sp.login({ in: await newBrowser() })),
    }),
    verify: {
      'SAMLCORE-1.3.4-unique': ({ first, second, expect }) => {
        const ids = [first, second].flatMap((login) => [login.response?.id, assertionOf(login).id])
        expect(new Set(ids).size, 'different identifiers of two responses and two assertions').toBe(4)
        for (const id of ids) expect(id?.length, `characters of ${id}`).toBeGreaterThanOrEqual(17)
      },
    },
  })

  scenario({
    id: 'saml.idp.response.encrypted',
    title: 'encrypts the assertion so that nobody but the service reads or changes it',
    given: { ...given, applies: encrypts },
    when: async ({ saml: { sp }, control }) => ({ login: control(await sp.usual()) }),
    verify: {
      'XMLENC-5.2-gcm': ({ login, expect }) => {
        const [encryption, ...more] = login.response?.encryptions ?? []
        expect(more, 'further assertions').toHaveLength(0)
        expect(encryption?.content ?? 'not encrypted', 'encryption of the assertion').toMatch(/gcm$/)
        expect(encryption?.key, 'encryption of its key').toMatch(/rsa-oaep/)
      },
    },
  })
})
