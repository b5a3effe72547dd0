import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Finding, Setting } from '../model.ts'
import { isLoopback, spelling } from '../registration/redirects.ts'
import { isReserved } from '../registration/web.ts'
import { legacyEndpoints } from './endpoints.ts'
import type { Placed, Rule } from './rule.ts'

const https =
  (cites: RequirementId): Rule =>
  ({ settings }) =>
    settings.flatMap(({ name, line, value }): readonly Finding[] => {
      const url = URL.canParse(value.trim()) ? new URL(value.trim()) : undefined
      if (!url || url.protocol === 'https:') return []
      const base = { line, cites, setting: name }
      const write = value.trim().replace(/^[a-z][a-z0-9+.-]*:/i, 'https:')
      if (url.protocol !== 'http:')
        return [
          {
            ...base,
            weight: 'fail',
            wrong: `"${url.protocol}" is no scheme that the AAI takes.`,
            write: 'An https address.',
          },
        ]
      return isLoopback(url.hostname)
        ? [
            {
              ...base,
              weight: 'note',
              wrong: 'It is http on this machine, for tests only.',
              write: 'Nothing, for BETA; leave it out of production.',
            },
          ]
        : [{ ...base, weight: 'fail', wrong: 'It is http: anybody on the way reads what it is handed.', write }]
    })

const twice = (settings: readonly Setting[], at: number): number | undefined => {
  const first = settings.findIndex(({ value }) => value.trim() === settings[at]?.value.trim())
  return first < at ? settings[first]?.line : undefined
}

const exact =
  (cites: RequirementId): Rule =>
  ({ settings }) =>
    settings.flatMap(({ name, line, value }, at): readonly Finding[] => {
      const base = { line, cites, setting: name, weight: 'warn' as const }
      const found = spelling(value)
      if (found) return [{ ...base, wrong: found[0], write: found[1] }]
      const before = twice(settings, at)
      if (before !== undefined)
        return [{ ...base, wrong: `It stands in line ${before}, too.`, write: 'Remove one of them.' }]
      const { hostname } = new URL(value)
      return isReserved(hostname) && !isLoopback(hostname)
        ? [
            {
              ...base,
              wrong: `Nobody outside can open ${hostname}.`,
              write: 'The name by which browsers know the service.',
            },
          ]
        : []
    })

/** Addresses that are compared to the letter, each on a line. */
export const addressRules = (secure: RequirementId, spelled: RequirementId): readonly Placed[] => [
  { rule: https(secure), cites: [secure], unseen: () => undefined },
  { rule: exact(spelled), cites: [spelled], unseen: () => undefined },
]

/** Who names an address of the AAI where one of its own belongs has mixed them up. */
const ofTheAai: Rule = ({ addresses }) =>
  addresses
    .filter(({ known, issuer }) => !(known ?? issuer).legacy)
    .map(({ setting, issuer }) => ({
      ...{ line: setting.line, setting: setting.name, weight: 'fail', cites: 'MIG-ENDPOINTS' },
      wrong: `This is at ${issuer.aai} itself, where nobody can be led back to.`,
      write: 'The address of the service that the AAI leads back to.',
    }))

export const aaiAddressRules: readonly Placed[] = [
  { rule: ofTheAai, cites: ['MIG-ENDPOINTS'], unseen: () => undefined },
  { rule: legacyEndpoints, cites: ['MIG-ENDPOINTS'], unseen: () => undefined },
]
