import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FaultBook } from '#mocks/op/fault-book.ts'
import { forwarded, identityHeaders, subScopes } from './dataporten-headers.ts'

const none = new FaultBook()

/** However it is written, a server that is careless about names may take it for one of the gatekeeper's. */
const spelling = fc
  .tuple(
    fc.constantFrom('dataporten', 'feideconnect'),
    fc.constantFrom('', 'userid', 'userid-sec', 'clientid', 'scopes', 'gatekeeper', 'anything-new'),
    fc.infiniteStream(fc.boolean()),
    fc.infiniteStream(fc.boolean()),
  )
  .map(([family, rest, underscores, capitals]) =>
    [...`x-${family}${rest === '' ? '' : `-${rest}`}`]
      .map((char) => (char === '-' && underscores.next().value ? '_' : char))
      .map((char) => (capitals.next().value ? char.toUpperCase() : char))
      .join(''),
  )

test('no spelling of a header of the gatekeeper comes through', () => {
  fc.assert(
    fc.property(spelling, fc.constantFrom('Accept', 'X-Datapoint', 'X-Feide'), (forged, harmless) => {
      const kept = forwarded(
        [
          [forged, 'eve'],
          [harmless, 'kept'],
        ],
        none,
      )
      expect(kept).toEqual([[harmless, 'kept']])
    }),
  )
})

test('whatever an issuer knows of a caller, no header ends before its time', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, fc.array(text), fc.array(text), (user, client, secondaryIds, scopes) => {
      const info = { standing: 'live', user, client, secondaryIds, scopes } as const
      const headers = identityHeaders(info, { api: 'library', gatekeeper: 'library', endpoint: 'http://x' })
      for (const [, value] of headers) expect(value).toMatch(/^[\x20-\x7e]*$/)
    }),
  )
})

test.for([
  [['gk_library', 'gk_library_loans', 'openid'], ['loans']],
  [
    ['gk_library_', 'gk_library_a_b'],
    ['', 'a_b'],
  ],
  [['gk_librarypoint_loans', 'gk_grades_all', 'xgk_library_loans'], []],
] as const)('of %j the API hears %j', ([scopes, heard]) => {
  expect(subScopes(scopes, 'library')).toEqual(heard)
})

test('one name of a user is never taken for two', () => {
  const info = { standing: 'live', user: 'ada', secondaryIds: ['feide:a@b,nin:12345678901'], scopes: [] } as const
  const told = Object.fromEntries(identityHeaders(info, { api: 'library', gatekeeper: 'library', endpoint: '' }))
  expect(told).toMatchObject({ 'X-Dataporten-userid-sec': 'feide:a@b?nin:12345678901' })
})
