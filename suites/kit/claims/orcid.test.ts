import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSyntaxFault } from './fault.ts'
import { checkCharacter, parseOrcid } from './orcid.ts'

// The same values in every run: a failure is a finding, and not luck.
fc.configureGlobal({ seed: 7064 })

describe('an ORCID iD in order', () => {
  it.for([
    // ORCID's own examples and records made for documentation.
    'https://orcid.org/0000-0002-1825-0097',
    'https://orcid.org/0000-0001-5109-3700',
    'https://orcid.org/0000-0002-1694-233X',
    'https://orcid.org/0000-0001-5000-0007',
  ])('%s', (text) => {
    expect(parseOrcid(text)).toEqual({ digits: text.slice(18).replaceAll('-', '') })
  })
})

/** The mark ^ stands before the character at fault. */
const wrong: readonly (readonly [marked: string, message: RegExp])[] = [
  ['^', /begin with/],
  ['^0000-0002-1825-0097', /bare iD/],
  ['^orcid.org/0000-0002-1825-0097', /begin with/],
  ['http^://orcid.org/0000-0002-1825-0097', /https/],
  ['https://^www.orcid.org/0000-0002-1825-0097', /begin with/],
  ['https://^ORCID.org/0000-0002-1825-0097', /begin with/],
  ['https://orcid.org^', /begin with/],
  ['https://orcid.org/^', /too early/],
  ['https://orcid.org/0000-0002-1825-009^', /too early/],
  ['https://orcid.org/0000^0002-1825-0097', /dash/],
  ['https://orcid.org/0000^000218250097', /dash/],
  ['https://orcid.org/0000-000^X-1825-0097', /no digit/],
  ['https://orcid.org/0000-000^–1825-0097', /no digit/],
  ['https://orcid.org/0000-0002-1694-233^x', /capital/],
  ['https://orcid.org/0000-0002-1694-233^A', /neither/],
  ['https://orcid.org/0000-0002-1825-0097^/', /follows/],
  ['https://orcid.org/0000-0002-1825-0097^ ', /follows/],
  ['https://orcid.org/0000-0002-1825-009^8', /should be 7/],
  ['https://orcid.org/0000-0002-1825-009^X', /should be 7/],
  ['https://orcid.org/0000-0002-1694-233^0', /should be X/],
  ['https://orcid.org/0000-0002-1852-009^7', /should be/],
]

describe('a wrong ORCID iD is named with the place of its fault', () => {
  it.for(wrong)('%s', ([marked, message]) => {
    const fault = { position: marked.indexOf('^'), message: expect.stringMatching(message) }
    expect(parseOrcid(marked.replace('^', ''))).toEqual(fault)
  })
})

const anyDigits = fc.stringMatching(/^[0-9]{15}$/)
const asUri = (sixteen: string) => `https://orcid.org/${sixteen.match(/.{4}/g)?.join('-')}`

describe('MOD 11-2', () => {
  it('satisfies the equation of ISO 7064: the weighted sum leaves 1 modulo 11', () => {
    fc.assert(
      fc.property(anyDigits, (digits) => {
        const check = checkCharacter(digits)
        const values = [...Array.from(digits, Number), check === 'X' ? 10 : Number(check)]
        const sum = values.reduce((total, value, index) => total + value * 2 ** (15 - index), 0)
        expect(sum % 11).toBe(1)
      }),
    )
  })

  it('accepts an iD with its check character and none with another', () => {
    fc.assert(
      fc.property(anyDigits, fc.constantFrom(...'0123456789X'), (digits, last) => {
        expect(isSyntaxFault(parseOrcid(asUri(digits + last)))).toBe(last !== checkCharacter(digits))
      }),
    )
  })

  it('finds every single wrong digit and every two neighbours changed round', () => {
    fc.assert(
      fc.property(anyDigits, fc.nat(14), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const check = checkCharacter(digits)
        const slip = digits.slice(0, at) + ((Number(digits[at]) + shift) % 10) + digits.slice(at + 1)
        expect(isSyntaxFault(parseOrcid(asUri(slip + check)))).toBe(true)

        const whole = digits + check
        const swapped = whole.slice(0, at) + whole.charAt(at + 1) + whole.charAt(at) + whole.slice(at + 2)
        expect(isSyntaxFault(parseOrcid(asUri(swapped)))).toBe(swapped !== whole)
      }),
    )
  })
})
