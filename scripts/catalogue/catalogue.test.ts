import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { catalogueFaults } from './faults.ts'
import { listingJson, listingText } from './listing.ts'
import { compareLock, lockOf } from './lock.ts'
import { catalogueMarkdown } from './markdown.ts'
import { sample, sampleEntry } from './sample.ts'

describe('suites/ids.lock', () => {
  it('holds the ids sorted, one to a line', () => {
    expect(lockOf(['b.b.b', 'a.a.a'])).toBe('a.a.a\nb.b.b\n')
  })

  it('shows a rename as one id gone and one new', () => {
    expect(compareLock(lockOf(['a.a.a', 'a.a.b']), ['a.a.c', 'a.a.a'])).toEqual({
      unlocked: ['a.a.c'],
      gone: ['a.a.b'],
    })
  })

  it('agrees with what was written from the same ids', () => {
    expect(compareLock(lockOf(['b.b.b', 'a.a.a']), ['a.a.a', 'b.b.b'])).toEqual({ unlocked: [], gone: [] })
    expect(compareLock('', ['a.a.a'])).toEqual({ unlocked: ['a.a.a'], gone: [] })
  })
})

describe('what no scenario can see by itself', () => {
  it('is nothing in a catalogue in order', () => {
    expect(catalogueFaults(sample.entries, sample.requirements)).toEqual([])
  })

  it('an id that two scenarios have', () => {
    const [fault, ...more] = catalogueFaults([sampleEntry(), sampleEntry({ line: 30 }), sampleEntry({ line: 50 })], {})
    expect(fault).toContain('oidc.op.pkce.s256 is the id of more than one scenario')
    expect(fault).toContain('pkce.suite.ts:7, suites/oidc/op/pkce.suite.ts:30, suites/oidc/op/pkce.suite.ts:50')
    expect(more).toEqual([])
  })

  it.for(['PKCE', 'oidc.op', 'oidc.op.Pkce', 'oidc.op.pkce.', 'oidc..op.x', 'oidc.op.-x', 'oidc.op.x y', ''])(
    'an id such as "%s"',
    (id) => {
      expect(catalogueFaults([sampleEntry({ id })], {})).toEqual([expect.stringContaining('is no scenario id')])
    },
  )

  it('a scenario that judges nothing', () => {
    expect(catalogueFaults([sampleEntry({ cites: [] })], {})).toEqual([expect.stringContaining('cites no requirement')])
  })

  it('an excuse for a row that is judged after all', () => {
    const requirements = {
      'PKCE-S256': { untested: 'Nobody can tell.' },
      'CODE-ONCE': { untested: 'Nobody can tell.' },
    }
    expect(catalogueFaults([sampleEntry()], requirements)).toEqual([
      'PKCE-S256 is cited by a scenario and stands in fixtures/untested.json: remove the excuse.',
    ])
  })
})

describe('docs/catalogue.md', () => {
  const markdown = catalogueMarkdown(sample)
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })

  it('counts scenarios and requirements', () => {
    expect(markdown).toContain('2 scenarios judge 2 of 4 requirements.')
  })

  it('shows the coverage of each document by state and level', () => {
    expect(markdown).toContain('| [The guide](https://guide.example/) | 2 | 1 | 0 | 1 | 1 of 1 | 0 of 1 |  |')
    expect(markdown).toContain('| [Hints](https://hints.example/) | 2 | 1 | 1 | 0 | 1 of 1 |  | 0 of 1 |')
  })

  it('leads from a scenario to its requirements and back', () => {
    const targets = new Set(Array.from(html.matchAll(/<a id="([^"]+)">/g), ([, id]) => id))
    const links = Array.from(html.matchAll(/<a href="#([^"]+)"><code>/g), ([, id]) => id)
    expect(links).toEqual([
      ...['pkce-s256', 'pkce-s256', 'feide-hint-all'],
      ...['oidc.op.code.once', 'oidc.op.pkce.s256', 'oidc.op.pkce.s256'],
    ])
    expect(links.filter((id) => !targets.has(id))).toEqual([])
  })

  it('says of a row without a scenario whether it is open or why it is untested', () => {
    expect(markdown).toMatch(/`CODE-ONCE` .* \| open \|$/m)
    expect(markdown).toMatch(/`FEIDE-HINT-BAD` .* \| untested: Only a person can tell\. \|$/m)
  })

  it('lets no text end a cell or become markup', () => {
    expect(html).toContain('<td>login_hint feide|all is &lt;followed&gt;.</td>')
  })

  it('is the same for the same suites', () => {
    expect(catalogueMarkdown(sample)).toBe(markdown)
  })
})

describe('aai list', () => {
  it('prints each scenario with what it judges and needs, and the coverage', () => {
    expect(listingText(sample)).toBe(
      [
        'suites/oidc/op/code.suite.ts',
        '  oidc.op.code.once',
        '    spends a code',
        '    PKCE-S256, MUST of guide',
        '',
        'suites/oidc/op/pkce.suite.ts  [oidc, pkce]',
        '  oidc.op.pkce.s256',
        '    redeems a code',
        '    PKCE-S256, MUST of guide',
        '    FEIDE-HINT-ALL, MUST of hints',
        '    needs pkce-s256, a real browser',
        '',
        '2 scenarios in 2 files',
        '',
        'Document   rows  cited  untested  open  MUST  SHOULD  MAY',
        'The guide     2      1         0     1   1/1     0/1',
        'Hints         2      1         1     0   1/1          0/1',
      ].join('\n'),
    )
  })

  it('gives programs level and document of each requirement', () => {
    expect(listingJson(sample)).toMatchObject({
      scenarios: [
        { id: 'oidc.op.code.once', cites: [{ id: 'PKCE-S256', level: 'MUST', document: 'guide' }] },
        { id: 'oidc.op.pkce.s256', cites: [{ id: 'PKCE-S256' }, { id: 'FEIDE-HINT-ALL', document: 'hints' }] },
      ],
      documents: [
        { document: 'guide', rows: 2 },
        { document: 'hints', rows: 2 },
      ],
    })
  })
})
