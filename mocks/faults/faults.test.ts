import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirements } from '#fixtures/requirements/index.ts'
import samlConditions from '#fixtures/saml-conditions.json' with { type: 'json' }
import { behaviours } from '#fixtures/schema/behaviours.ts'
import type { Bend, Fault } from '#fixtures/schema/fault.ts'
import { apiConditions } from '#mocks/api/conditions.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { habits, looks } from '#mocks/rp/looks.ts'
import { habits as providerHabits, looks as providerLooks } from '#mocks/sp/looks.ts'
import { toolHabits } from '#mocks/tool/index.ts'
import { claimsOf } from './claims.ts'
import { attacks, faults, namedFault, toolAttacks } from './index.ts'
import { variants } from './variants.ts'

const verbs = [
  'set',
  'remove',
  'repeat',
  'sign',
  'answer',
  'delay',
  'cut',
  'skip',
  'sees',
  'behave',
  'replace',
] as const

const verbsOf = (bend: Bend): readonly string[] => verbs.filter((verb) => bend[verb] !== undefined)

const mends: readonly Bend[] = Object.values(variants).flatMap((variant) => variant.mends ?? [])

test('ids are unique, of lower case, and begin with a place', () => {
  const ids = faults.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
})

test('titles are noun phrases, each of one fault', () => {
  const titles = faults.map(({ title }) => title)
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  expect(titles.filter((title) => /^[A-Z][a-z ]|[.!]$/.test(title) && !/^(BETA|ORCID)/.test(title))).toEqual([])
})

test('an attack has a name of its own, and puts a requirement of services to the test', () => {
  const ids = [...faults, ...attacks, ...toolAttacks].map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  expect([...attacks, ...toolAttacks].filter(({ tries }) => !(tries in requirements))).toEqual([])
})

test('what is broken stands in a document, once per fault', () => {
  const unknown = faults.flatMap((fault) => claimsOf(fault).filter((claim) => !(claim in requirements)))
  expect(unknown).toEqual([])
  expect(faults.filter((fault) => new Set(claimsOf(fault)).size < claimsOf(fault).length)).toEqual([])
})

test('conditions are those of the dialects', () => {
  const dialects = ['keycloak-22', 'keycloak-26', 'dataporten']
  const known = new Set([
    ...dialects.flatMap((id) => Object.keys(loadDialect(id).conditions)),
    ...Object.keys(apiConditions),
    ...Object.keys(samlConditions),
    ...Object.keys({ ...looks, ...habits }).map((name) => `rp.${name}`),
    ...Object.keys({ ...providerLooks, ...providerHabits }).map((name) => `sp.${name}`),
    ...Object.keys(toolHabits).map((name) => `tool.${name}`),
  ])
  const named = [...faults, ...mends].flatMap(({ of = [], skip = [], sees = [] }) => [...of, ...skip, ...sees])
  expect(named.filter((condition) => !known.has(condition))).toEqual([])
})

test('exactly one thing is bent: by one verb, or by the variant itself', () => {
  const isVariantItself = ({ at, variant }: Fault): boolean => at === 'behaviour' && variant !== undefined
  const wrong = faults.filter((fault) => {
    const used = verbsOf(fault).length
    return used > 1 || (used === 0 && !isVariantItself(fault))
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
  expect(mends.filter((mend) => verbsOf(mend).length !== 1)).toEqual([])
  const crowded = [...faults, ...mends].filter(({ behave }) => behave && Object.keys(behave).length !== 1)
  expect(crowded).toEqual([])
})

test('the verb fits the place', () => {
  const wrong = faults.filter(({ at, of, on, method, answer, skip, sees, behave, replace }) => {
    const itself = skip ?? sees ?? behave
    if (at === 'refusal' ? !of : of) return true
    if (at === 'document') return (on === undefined) === (replace === undefined)
    if (replace) return true
    if (at === 'answer' ? !on : (on ?? method)) return true
    if (answer && at !== 'refusal' && at !== 'answer' && at !== 'token.response') return true
    return itself !== undefined && at !== 'behaviour'
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('a fault that names a variant gets it, and each variant is there for a fault', () => {
  const named = new Set(faults.flatMap(({ variant }) => variant ?? []))
  expect([...named].toSorted()).toEqual(Object.keys(variants).toSorted())
})

test('no two faults do the same', () => {
  // Of functions nobody can tell.
  const plain = faults.filter(({ set = {} }) => Object.values(set).every((value) => typeof value !== 'function'))
  const written = plain.map(({ id: _, title: __, breaks: ___, also: ____, needs: _____, ...bend }) =>
    JSON.stringify(bend),
  )
  expect(plain.filter((_, at) => written.indexOf(written[at] ?? '') !== at).map(({ id }) => id)).toEqual([])
})

test('a fault is found by its id; an unknown one is told where they are listed', () => {
  expect(namedFault('id-token.unsigned')).toMatchObject({ sign: 'none' })
  expect(namedFault('attack.id-token.none')).toMatchObject({ sign: 'none', breaks: 'RP-IDT-SIGNATURE' })
  expect(() => namedFault('id-token.unsinged')).toThrow('`aai list --faults`')
})

/** Of the software at which faults are proven. */
const sources = ['../op/', '../idp/', '../api/']
  .map((folder) => new URL(folder, import.meta.url))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('mitreid'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  )
  .join('\n')

// A provider that is rewritten must not lose its faults without a word.
test('every behaviour is looked up by the provider', () => {
  expect(Object.keys(behaviours).filter((name) => !sources.includes(`behaviour('${name}'`))).toEqual([])
})

test('every place is bent by the provider', () => {
  const places = new Set(faults.map(({ at }) => at))
  const byThemselves = new Set(['refusal', 'answer', 'behaviour', 'id-token', 'access-token', 'document'])
  expect([...places].filter((at) => !byThemselves.has(at) && !sources.includes(`faults.at('${at}'`))).toEqual([])
})
