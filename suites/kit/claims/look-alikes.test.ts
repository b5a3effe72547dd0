import { describe, expect, test } from 'vitest'
import { parseEntitlement } from './entitlement.ts'
import { isSyntaxFault } from './fault.ts'
import { lookAlikes, otherSpellings } from './look-alikes.ts'

const FULL = 'urn:geant:openaire.eu:group:datacite.example:M%C3%A9tier:role=curator#aai.openaire.eu'

const all = (entitlement: string) =>
  Object.fromEntries([...lookAlikes, ...otherSpellings].map(({ id, of }) => [id, of(entitlement)]))

test('each look-alike of an entitlement is one thing away from it', () => {
  const group = 'urn:geant:openaire.eu:group:datacite.example'
  expect(all(FULL)).toEqual({
    'authority-other': FULL.replace('aai.openaire.eu', 'aai.elsewhere.example'),
    'authority-longer': `${FULL}.elsewhere.example`,
    'authority-missing': FULL.replace('#aai.openaire.eu', ''),
    'namespace-other': FULL.replace('geant:openaire.eu', 'geant:elsewhere.example'),
    'group-longer': `${group}:M%C3%A9tier.elsewhere.example:role=curator#aai.openaire.eu`,
    'group-shorter': `${group}:M%C3%A9tie:role=curator#aai.openaire.eu`,
    'group-other': 'urn:geant:openaire.eu:group:other.elsewhere.example:role=curator#aai.openaire.eu',
    'group-capital': 'urn:geant:openaire.eu:group:DATACITE.EXAMPLE:M%C3%A9TIER:role=curator#aai.openaire.eu',
    subgroup: `${group}:M%C3%A9tier:sandbox:role=curator#aai.openaire.eu`,
    'group-above': `${group}:role=curator#aai.openaire.eu`,
    'role-missing': `${group}:M%C3%A9tier#aai.openaire.eu`,
    'role-other': `${group}:M%C3%A9tier:role=guest#aai.openaire.eu`,
    'role-longer': `${group}:M%C3%A9tier:role=curator-on-leave#aai.openaire.eu`,
    'role-capital': `${group}:M%C3%A9tier:role=CURATOR#aai.openaire.eu`,
    'role-in-name': `${group}:M%C3%A9tier%3Arole=curator#aai.openaire.eu`,
    'within-another': `urn:mace:elsewhere.example:group:${FULL}`,
    'namespace-case': FULL.replace('urn:geant:openaire.eu', 'URN:GEANT:OPENAIRE.EU'),
    'escapes-case': FULL.replaceAll('%C3%A9', '%c3%a9'),
  })
})

describe('what an entitlement lacks has no look-alikes', () => {
  test.for([
    [
      'a role',
      'urn:geant:openaire.eu:group:a#b',
      ['role-missing', 'role-other', 'role-longer', 'role-capital', 'role-in-name'],
    ],
    ['groups above it', 'urn:geant:openaire.eu:group:ab:role=c#d', ['group-above', 'escapes-case']],
    ['a letter to spare', 'urn:geant:openaire.eu:group:a:role=c#d', ['group-shorter']],
  ] as const)('%s', ([, entitlement, missing]) => {
    const found = all(entitlement)
    expect(missing.filter((id) => found[id] !== undefined)).toEqual([])
  })
})

test('people can hold them: they are entitlements themselves, but for the one without an authority', () => {
  const broken = Object.entries(all(FULL)).filter(([, value]) => isSyntaxFault(parseEntitlement(value ?? '')))
  expect(broken.map(([id]) => id)).toEqual(['authority-missing'])
})
