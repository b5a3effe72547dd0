import { describe, expect, it } from 'vitest'
import { citationState, citations, citedBy, type Registry } from './citations.ts'

const registry: Registry = {
  documents: {
    guide: { title: 'The guide', url: 'https://example.org/guide' },
    empty: { title: 'A document without rows' },
    rfc: { title: 'The standard' },
  },
  requirements: {
    A: { document: 'guide', level: 'MUST' },
    B: { document: 'guide', level: 'MUST' },
    C: { document: 'guide', level: 'SHOULD', untested: 'Nobody can see it from outside.' },
    D: { document: 'guide', level: 'MAY' },
    E: { document: 'rfc', level: 'MUST', untested: 'Nobody can see it from outside.' },
  },
}

const scenarios = [
  { id: 'one', cites: ['A', 'D'] },
  { id: 'two', cites: ['A', 'E'] },
  { id: 'three', cites: [] },
]

const none = { cited: 0, untested: 0, open: 0 }

describe('citations', () => {
  it('counts rows by document, state and level', () => {
    expect(citations(registry, scenarios)).toEqual([
      {
        document: 'guide',
        title: 'The guide',
        url: 'https://example.org/guide',
        rows: 4,
        states: { cited: 2, untested: 1, open: 1 },
        levels: { MUST: { ...none, cited: 1, open: 1 }, SHOULD: { ...none, untested: 1 }, MAY: { ...none, cited: 1 } },
      },
      {
        document: 'rfc',
        title: 'The standard',
        rows: 1,
        states: { ...none, cited: 1 },
        levels: { MUST: { ...none, cited: 1 }, SHOULD: none, MAY: none },
      },
    ])
  })

  it('leaves everything open or untested when there are no scenarios', () => {
    expect(citations(registry, []).map(({ states }) => states)).toEqual([
      { cited: 0, untested: 1, open: 3 },
      { cited: 0, untested: 1, open: 0 },
    ])
  })

  it('believes a scenario rather than the excuse for having none', () => {
    expect(citationState({ untested: 'Nobody can see it from outside.' }, true)).toBe('cited')
  })
})

describe('citedBy', () => {
  it('names the scenarios of each requirement in their order', () => {
    expect([...citedBy(scenarios)]).toEqual([
      ['A', ['one', 'two']],
      ['D', ['one']],
      ['E', ['two']],
    ])
  })
})
