import { expect, test } from 'vitest'
import { isSelected, targetsFor } from './plan.ts'
import { numericSeed, usualPace } from './run.ts'
import { seedAt } from './testing/seed.ts'

test.for([
  { issuer: 'http://127.0.0.1:8180/realms/x', kind: 'configured', workers: 2 },
  { issuer: 'http://localhost:8180', kind: 'configured', workers: 2 },
  { issuer: 'http://[::1]:8180', kind: 'configured', workers: 2 },
  { issuer: 'https://aai.openaire.eu/auth/realms/openaire', kind: 'configured', workers: 1 },
  { issuer: 'https://127.0.0.1.example.org', kind: 'configured', workers: 1 },
  { issuer: 'https://aai.openaire.eu', kind: 'embedded', workers: 2 },
] as const)('$kind issuers at $issuer are asked by $workers at once', ({ workers, ...target }) => {
  expect(usualPace([{ kind: 'embedded', issuer: 'http://127.0.0.1:1' }, target]).workers).toBe(workers)
})

test('the same seed is the same number for Vitest', () => {
  expect(numericSeed('abc')).toBe(numericSeed('abc'))
  expect(numericSeed('abc')).not.toBe(numericSeed('abd'))
})

const facts = { plays: 'op' as const, id: 'oidc.op.pkce.s256', cites: ['PKCE-S256', 'RFC7636-4.6'] }

test.for([
  { scenarios: [], requirements: [], selected: true },
  { scenarios: ['oidc.op.pkce.s256'], requirements: [], selected: true },
  { scenarios: ['oidc.op.pkce'], requirements: [], selected: true },
  { scenarios: ['oidc.op.pk'], requirements: [], selected: false },
  { scenarios: ['oidc.rp', 'oidc.op'], requirements: [], selected: true },
  { scenarios: [], requirements: ['RFC7636-4.6'], selected: true },
  { scenarios: [], requirements: ['RFC7636'], selected: false },
  { scenarios: ['oidc.rp'], requirements: ['PKCE-S256'], selected: false },
])('scenarios $scenarios and requirements $requirements: $selected', ({ selected, ...selection }) => {
  expect(isSelected(facts, selection)).toBe(selected)
})

test('a target with a list of its own plays only what stands in it', async () => {
  const [all, some, none] = await Promise.all([
    seedAt(undefined, { id: 'all' }),
    seedAt(undefined, { id: 'some', only: [facts.id] }),
    seedAt(undefined, { id: 'none', only: ['oidc.op.other'] }),
  ])
  const plan = { targets: [all, some, none], pairs: {}, seed: '', selection: { scenarios: [], requirements: [] } }
  expect(targetsFor(facts, plan).map(({ id }) => id)).toEqual(['all', 'some'])
})
