import { RESULT_FORMAT, type RunResult, type Target } from '../model.ts'
import { exchanges } from './sample-exchanges.ts'
import { documents, requirements } from './sample-requirements.ts'
import { scenarios } from './sample-scenarios.ts'

const targets: readonly Target[] = [
  {
    id: 'openaire-beta',
    title: 'OpenAIRE AAI BETA',
    plays: 'op',
    kind: 'configured',
    issuer: 'https://beta.aai.example.org/realms/openaire',
    profile: 'openaire-beta',
    dialect: 'keycloak-26',
    facts: { 'access token': '2,114 characters', 'ID token lifetime': '300 s', tls: true, keys: 2 },
  },
  {
    id: 'openaire-production',
    title: 'OpenAIRE AAI production',
    plays: 'op',
    kind: 'embedded',
    issuer: 'https://aai.example.org/realms/openaire',
    profile: 'openaire-production',
    dialect: 'keycloak-22',
    facts: {},
  },
]

const explanations: RunResult['explanations'] = {
  'code.unknown': {
    title: 'The code is not known here, or was used before',
    party: 'service',
    happened: 'The provider refused the code at the token endpoint.',
    why: 'Codes work once.',
    remedy: ['Redeem each code once.', 'Look whether two requests were sent.'],
    requirements: ['PKCE-VERIFIER-WRONG'],
    see: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2',
  },
}

/** Every verdict, two targets, evidence, remedies: what the views have to be able to show. */
export const sampleResult: RunResult = {
  format: RESULT_FORMAT,
  run: {
    id: '2026-11-22T01-23-45Z-7f3a',
    startedAt: '2026-11-22T01:23:45.678Z',
    durationMs: 72_345,
    harness: '0.1.0',
    node: '24.21.0',
    seed: 'sample',
    selection: 'everything',
    complete: true,
  },
  targets,
  documents,
  requirements,
  explanations,
  scenarios,
  exchanges,
}

export const interruptedResult: RunResult = {
  ...sampleResult,
  run: { ...sampleResult.run, complete: false, interrupted: 'SIGINT after 72 s: 188 of 212 scenarios had ended.' },
}
