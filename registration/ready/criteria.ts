import { testedAtAai } from './aai.ts'
import type { Case, Criterion, Judge } from './case.ts'
import { testedService } from './service.ts'

const registered: Judge = ({ findings }) =>
  findings.filter(({ weight }) => weight === 'fail').map(({ line, cites, wrong }) => `Line ${line}, ${cites}: ${wrong}`)

const known: Judge = ({ entry, environment, profile }) => [
  ...(entry.protocol === 'saml'
    ? [`environments.${environment} speaks SAML: whether production may be asked for is told of OpenID Connect only.`]
    : []),
  ...(entry.clientId === undefined
    ? [`environments.${environment} has no clientId: the client that was tested has one.`]
    : []),
  ...(profile === undefined ? [`environments.${environment} has no profile that we know: name one.`] : []),
  ...(profile?.environment === 'production'
    ? [`environments.${environment} is production itself: name with --environment where tests take place.`]
    : []),
]

const criteria: readonly (Omit<Criterion, 'missing'> & { readonly judge: Judge })[] = [
  {
    id: 'registration',
    cites: 'WORKFLOW-4',
    title: 'The registration says all that the AAI asks for',
    judge: registered,
  },
  { id: 'client', cites: 'WORKFLOW-1', title: 'A client is registered where tests take place', judge: known },
  {
    id: 'aai',
    cites: 'WORKFLOW-1',
    title: 'The AAI where tests take place conforms, for this client',
    judge: testedAtAai,
  },
  {
    id: 'service',
    cites: 'WORKFLOW-3',
    title: 'The service takes what it must, and refuses what it must',
    judge: testedService,
  },
]

/** Everything that production waits for. */
export const criteriaOf = (given: Case): readonly Criterion[] =>
  criteria.map(({ judge, ...rest }) => ({ ...rest, missing: judge(given) }))

export const isReady = (all: readonly Criterion[]): boolean =>
  all.length === criteria.length && all.every(({ missing }) => missing.length === 0)
