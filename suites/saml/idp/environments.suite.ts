import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { listed } from '#suites/kit/json.ts'
import { releases, valuesOf } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {}, pair: true }

// What was made for testing must not open a door in production.
describe('BETA and production apart, for SAML', { tags: ['saml', 'idp', 'environments'] }, () => {
  scenario({
    id: 'saml.idp.environments.keys',
    title: 'has a name and keys of its own',
    given: { ...given, saml: { publicOnly: true } },
    when: async ({ saml: { idp }, pair }) => ({ own: await idp.metadata(), other: await pair.saml.idp.metadata() }),
    verify: {
      'WORKFLOW-2': ({ own, other, expect }) => {
        expect([own.problem, other.problem], 'what keeps the metadata from being read').toEqual([undefined, undefined])
        expect(own.idp?.entityId, 'entityID').not.toBe(other.idp?.entityId)
        const theirs = other.idp?.published.map(({ certificate }) => certificate) ?? []
        const shared = own.idp?.published.filter(({ certificate }) => theirs.includes(certificate)) ?? []
        expect(shared.length, 'certificates that both publish').toBe(0)
      },
    },
  })

  scenario({
    id: 'saml.idp.environments.request',
    title: 'takes no request that was meant for the other environment',
    given,
    when: async ({ saml: { sp }, pair, control }) => {
      control(await sp.usual())
      control(await pair.saml.sp.usual())
      const { idp: other } = await pair.saml.idp.metadata()
      const [there = { location: '' }] = other?.singleSignOn ?? []
      return { refused: await sp.login({ sign: 'signed', destination: there.location }) }
    },
    verify: { 'WORKFLOW-2': ({ refused, expect }) => expect(refused).toBeSamlRefusal() },
  })

  scenario({
    id: 'saml.idp.environments.session',
    title: 'knows nobody in a browser that signed in at the other environment',
    given,
    when: async ({ saml: { sp }, pair, control, newBrowser }) => {
      control(await sp.usual())
      const browser = await newBrowser()
      control(await pair.saml.sp.login({ in: browser }))
      return { refused: await sp.start({ isPassive: true, in: browser }) }
    },
    verify: { 'WORKFLOW-2': ({ refused, expect }) => expect(refused).toBeSamlError('noPassive') },
  })

  scenario({
    id: 'saml.idp.environments.user',
    title: 'does not let the user of the other environment in',
    given: { ...given, intrusive: true },
    when: async ({ saml: { sp }, pair, control }) => {
      control(await sp.usual())
      control(await pair.saml.sp.usual())
      return { refused: await sp.login({ as: pair.user }) }
    },
    verify: {
      'WORKFLOW-2': ({ refused, expect }) => {
        expect(refused.kind, 'where the login ended').toBe('login-page')
        expect(refused.response, 'response').toBeUndefined()
      },
    },
  })

  scenario({
    id: 'saml.idp.environments.identifiers',
    title: 'knows people by other identifiers than the other environment',
    given: { ...given, applies: releases('eduPersonUniqueId') },
    when: async ({ saml: { sp }, pair, control }) => ({
      own: control(await sp.usual()),
      other: control(await pair.saml.sp.usual()),
    }),
    verify: {
      'WORKFLOW-2': ({ own, other, expect }) => {
        const theirs = valuesOf(other, 'eduPersonUniqueId')
        const shared = valuesOf(own, 'eduPersonUniqueId').filter((id) => theirs.includes(id))
        expect(listed(shared), 'identifiers of both').toBe('none')
      },
    },
  })
})
