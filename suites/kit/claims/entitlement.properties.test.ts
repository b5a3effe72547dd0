import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEntitlement } from './entitlement.ts'
import { isSyntaxFault } from './fault.ts'

// The same values in every run: a failure is a finding, and not luck.
fc.configureGlobal({ seed: 7064 })

/** A name as a group manager might store it, written as a URN wants it. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*!~]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)

const anyName = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.isWellFormed())
const anyLabel = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/)

interface Names {
  readonly namespace: readonly string[]
  readonly groups: readonly string[]
  readonly role?: string | undefined
  readonly authority: string
}

const anyEntitlement: fc.Arbitrary<Names> = fc.record({
  namespace: fc.array(anyLabel, { minLength: 2, maxLength: 4 }).filter((labels) => !labels.includes('group')),
  groups: fc.array(anyName, { minLength: 1, maxLength: 5 }),
  role: fc.option(anyName, { nil: undefined }),
  authority: anyName,
})

const written = ({ namespace, groups, role, authority }: Names) =>
  `urn:${namespace.join(':')}:group:${groups.map(encoded).join(':')}${role === undefined ? '' : `:role=${encoded(role)}`}#${encoded(authority)}`

describe('whatever the names are', () => {
  it('parsing gives back what was written', () => {
    fc.assert(
      fc.property(anyEntitlement, (value) => {
        const [group, ...subgroups] = value.groups
        const { role, authority } = value
        expect(parseEntitlement(written(value))).toEqual({
          namespace: `urn:${value.namespace.join(':')}`,
          group,
          subgroups,
          ...(role === undefined ? {} : { role }),
          authority,
        })
      }),
    )
  })

  it('a value cut short before its authority is refused at its end', () => {
    fc.assert(
      fc.property(anyEntitlement, (value) => {
        const text = written(value)
        const short = text.slice(0, text.indexOf('#'))
        expect(parseEntitlement(short)).toMatchObject({ position: short.length })
      }),
    )
  })

  it('a blank put in anywhere is found where it stands, or earlier', () => {
    fc.assert(
      fc.property(anyEntitlement, fc.nat(), (value, seed) => {
        const text = written(value)
        const at = seed % (text.length + 1)
        const parsed = parseEntitlement(`${text.slice(0, at)} ${text.slice(at)}`)
        expect(isSyntaxFault(parsed) && parsed.position).toBeLessThanOrEqual(at)
      }),
    )
  })

  it('no text at all makes it throw, and every place named lies within the text', () => {
    const pieces = fc.constantFrom(
      'urn:',
      'mace:',
      'group:',
      ':group:',
      'role=',
      ':',
      '#',
      '%',
      '%C3',
      '%20',
      'a',
      '?',
      'é',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseEntitlement(text)
        if (isSyntaxFault(parsed)) expect(text.length - parsed.position).toBeGreaterThanOrEqual(0)
        else expect([parsed.group, ...parsed.subgroups, parsed.authority]).not.toContain('')
      }),
    )
  })
})
