import { lookAlikes, otherSpellings } from './claims/look-alikes.ts'
import type { Given } from './contract.ts'
import type { ServiceGiven } from './contract-service.ts'
import { scenario } from './scenario.ts'

const MANY = Array.from(
  { length: 200 },
  (_, index) => `urn:geant:elsewhere.example:group:vo-${index}:role=member#aai.elsewhere.example`,
)

const tellsEntitlements: Given['applies'] = ({ title, claims }) =>
  'eduperson_entitlement' in claims || 'entitlements' in claims ? undefined : `${title} tells no entitlements.`

type Play = (prefix: string, given: Given) => void

const holder: Play = (prefix, given) => {
  scenario({
    id: `${prefix}.holder`,
    title: 'lets in who holds the entitlement, also among two hundred others',
    given,
    when: async ({ service }) => {
      const entitlement = service.entitlement()
      const visits = []
      for (const held of [[entitlement], [...MANY, entitlement]]) {
        const { browser } = await service.member(held)
        visits.push(await service.look('protected', browser))
      }
      return { visits }
    },
    verify: {
      'CLAIM-AUTHZ': ({ visits, expect }) => {
        const seen = visits.map(({ served, answer }) => (served ? 'let in' : `turned away (${answer.status})`))
        expect(seen, 'a holder of the entitlement alone, and one of many others').toEqual(['let in', 'let in'])
      },
    },
  })
}

const nobody: Play = (prefix, given) => {
  scenario({
    id: `${prefix}.nobody`,
    title: 'keeps out who holds another entitlement, and who holds none',
    given,
    when: async ({ service }) => {
      await service.admitsHolders()
      const visits = []
      for (const held of [MANY.slice(0, 1), []]) {
        const { browser } = await service.member(held)
        visits.push(await service.look('protected', browser))
      }
      return { visits }
    },
    verify: {
      'CLAIM-AUTHZ': ({ visits, expect }) => {
        expect(
          visits.map(({ served }) => served),
          'pages served to those who hold nothing',
        ).toEqual([false, false])
      },
    },
  })
}

const alike: Play = (prefix, given) => {
  for (const { id, title, of } of lookAlikes) {
    scenario({
      id: `${prefix}.${id}`,
      title: `keeps out who holds ${title}`,
      given,
      when: async ({ service, inapplicable }) => {
        const entitlement = service.entitlement()
        const held = of(entitlement) ?? inapplicable(`${entitlement} has nothing of which that could be made.`)
        await service.admitsHolders()
        const { browser } = await service.member([held])
        return { held, visit: await service.look('protected', browser) }
      },
      verify: {
        'CLAIM-AUTHZ': ({ held, visit, expect }) => {
          expect(visit.served, `whether the page is served to who holds ${held}`).toBe(false)
        },
      },
    })
  }
}

const spelt: Play = (prefix, given) => {
  for (const { id, title, of } of otherSpellings) {
    scenario({
      id: `${prefix}.${id}`,
      title: `lets in who holds the entitlement with ${title}`,
      given,
      when: async ({ service, inapplicable }) => {
        const entitlement = service.entitlement()
        const held = of(entitlement) ?? inapplicable(`${entitlement} is written like that in any case.`)
        await service.admitsHolders()
        const { browser } = await service.member([held])
        return { held, visit: await service.look('protected', browser) }
      },
      verify: {
        'AARC-G069-equal': ({ held, visit, expect }) => {
          expect(visit.served, `whether the page is served to who holds ${held}`).toBe(true)
        },
      },
    })
  }
}

/** Who may see what hangs on one text among many that look like it (AARC-G002, AARC-G069). */
export const membersOnly = (prefix: string, service: ServiceGiven): void => {
  for (const play of [holder, nobody, alike, spelt])
    play(prefix, { service: { ...service, whoami: true }, applies: tellsEntitlements })
}
