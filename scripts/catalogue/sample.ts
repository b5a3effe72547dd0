import type { RequirementRow } from '#fixtures/requirements/index.ts'
import type { CatalogueEntry } from '#suites/kit/catalogue.ts'
import type { CatalogueData } from './read.ts'

export const sampleEntry = (changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id: 'oidc.op.pkce.s256',
  title: 'redeems a code',
  tags: ['oidc', 'pkce'],
  file: 'suites/oidc/op/pkce.suite.ts',
  line: 7,
  cites: ['PKCE-S256'],
  needs: [],
  driver: 'http',
  client: 'web',
  intrusive: false,
  plays: 'op',
  compares: false,
  ...changes,
})

const row = (changes: Partial<RequirementRow>): RequirementRow => ({
  level: 'MUST',
  subject: 'op',
  document: 'guide',
  section: 'Flow',
  url: 'https://guide.example/#flow',
  text: 'It works.',
  why: 'People want in.',
  remedy: 'Switch it on.',
  ...changes,
})

/** Two scenarios in two files, and a row in each state: cited, cited twice, open, untested. */
export const sample: CatalogueData = {
  entries: [
    sampleEntry({ id: 'oidc.op.code.once', title: 'spends a code', file: 'suites/oidc/op/code.suite.ts', tags: [] }),
    sampleEntry({ cites: ['PKCE-S256', 'FEIDE-HINT-ALL'], needs: ['pkce-s256'], driver: 'browser' }),
  ],
  documents: {
    guide: { title: 'The guide', url: 'https://guide.example/' },
    hints: { title: 'Hints', url: 'https://hints.example/' },
  },
  requirements: {
    'PKCE-S256': row({}),
    'CODE-ONCE': row({ level: 'SHOULD' }),
    'FEIDE-HINT-ALL': row({ document: 'hints', text: 'login_hint feide|all\nis <followed>.' }),
    'FEIDE-HINT-BAD': row({ document: 'hints', level: 'MAY', untested: 'Only a person can tell.' }),
  },
}
