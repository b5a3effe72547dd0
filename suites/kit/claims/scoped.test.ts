import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { affiliations, parseAffiliation } from './affiliation.ts'
import { isSyntaxFault } from './fault.ts'
import { parseScopedIdentifier } from './subject.ts'

const hex = (length: number) => 'a1'.repeat(length).slice(0, length)

// The same values in every run: a failure is a finding, and not luck.
fc.configureGlobal({ seed: 7064 })

describe('a scoped identifier in order', () => {
  it.for([
    ['75bdcef46689f5d26ddfa00312365cc4fb5ce97e9ca87', 'aai.openaire.eu'],
    ['75bdcef46689f5d26ddfa00312365cc4fb5ce97e9ca87', 'openaire.eu'],
    [hex(64), 'egi.eu'],
    ['A', 'xn--bcher-kva.example'],
    ['0', 'localhost'],
    ['a', `${'b.'.repeat(127)}bc`],
  ] as const)('%s@%s', ([uniqueId, scope]) => {
    expect(parseScopedIdentifier(`${uniqueId}@${scope}`)).toEqual({ uniqueId, scope })
  })
})

/** The mark ^ stands before the character at fault. */
const wrongIdentifiers: readonly (readonly [marked: string, message: RegExp])[] = [
  ['^', /no scope/],
  ['75bdcef4^', /no scope/],
  ['^@openaire.eu', /nothing stands/],
  ['75bdcef4@^', /no scope follows/],
  ['75bdcef4@openaire.eu^@egi.eu', /second "@"/],
  ['^ 75bdcef4@openaire.eu', /only letters and digits/],
  ['john^.doe@example.org', /only letters and digits/],
  ['4c1f7a^-22@openaire.eu', /only letters and digits/],
  ['4c1f7a^ö@openaire.eu', /only letters and digits/],
  ['^😀@openaire.eu', /😀/],
  [`${hex(64)}^b@egi.eu`, /more than 64/],
  [`${hex(64)}^-@egi.eu`, /more than 64/],
  [`${hex(64)}^b`, /more than 64/],
  ['75bdcef4@openaire.eu^ ', /in the scope/],
  ['75bdcef4@open^_aire.eu', /in the scope/],
  ['75bdcef4@^.openaire.eu', /domain name/],
  ['75bdcef4@openaire.^', /domain name/],
  ['75bdcef4@openaire.^.eu', /domain name/],
  ['75bdcef4@^-openaire.eu', /domain name/],
  [`75bdcef4@^${'a'.repeat(64)}.eu`, /domain name/],
  [`a@${'b.'.repeat(128)}^c`, /more than 256/],
]

describe('a wrong identifier is named with the place of its fault', () => {
  it.for(wrongIdentifiers)('%s', ([marked, message]) => {
    const fault = { position: marked.indexOf('^'), message: expect.stringMatching(message) }
    expect(parseScopedIdentifier(marked.replace('^', ''))).toEqual(fault)
  })
})

describe('an affiliation in order', () => {
  it.for(affiliations)('%s is of the controlled vocabulary', (value) => {
    expect(parseAffiliation(`${value}@example.org`)).toEqual({ value, scope: 'example.org', controlled: true })
  })

  // voPersonExternalAffiliation does not limit the left side.
  it.for(['gradstudent', 'Staff', 'library', 'member-of-staff', 'urn:x:y'])('%s is not, and allowed', (value) => {
    expect(parseAffiliation(`${value}@example.org`)).toEqual({ value, scope: 'example.org', controlled: false })
  })
})

const wrongAffiliations: readonly (readonly [marked: string, message: RegExp])[] = [
  ['member^', /no scope/],
  ['^@example.org', /nothing stands/],
  ['member@^', /no scope follows/],
  ['member@example.org^@example.net', /second "@"/],
  ['^ member@example.org', /blank/],
  ['visiting^ scholar@example.org', /blank/],
  ['employ^é@example.org', /non-ASCII/],
  ['member@exa^ mple.org', /in the scope/],
  ['member@exämple.org'.replace('ä', '^ä'), /in the scope/],
]

describe('a wrong affiliation is named with the place of its fault', () => {
  it.for(wrongAffiliations)('%s', ([marked, message]) => {
    const fault = { position: marked.indexOf('^'), message: expect.stringMatching(message) }
    expect(parseAffiliation(marked.replace('^', ''))).toEqual(fault)
  })
})

describe('whatever stands on either side', () => {
  const anyLocal = fc.stringMatching(/^[A-Za-z0-9]{1,64}$/)
  const anyScope = fc.array(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/), { minLength: 1, maxLength: 6 })

  it('parsing gives back both halves', () => {
    fc.assert(
      fc.property(anyLocal, anyScope, (uniqueId, labels) => {
        const scope = labels.join('.')
        expect(parseScopedIdentifier(`${uniqueId}@${scope}`)).toEqual({ uniqueId, scope })
        expect(parseAffiliation(`${uniqueId}@${scope}`)).toMatchObject({ value: uniqueId, scope })
      }),
    )
  })

  it('no text at all makes it throw, and every place named lies within the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a@. -]*$/)), (text) => {
        for (const parsed of [parseScopedIdentifier(text), parseAffiliation(text)]) {
          if (isSyntaxFault(parsed)) expect(text.length - parsed.position).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
