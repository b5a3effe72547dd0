import { z } from 'zod'
import { RESULT_FORMAT, verdicts } from './model.ts'
import { dangling } from './stored.ts'

/** The types of stored.ts once more, for documents that come from a file. A test holds the two together. */
const verdict = z.enum(verdicts)
const milliseconds = z.number().nonnegative()
const role = z.enum(['op', 'rp', 'as', 'client', 'idp', 'sp', 'resource-server', 'browser'])

const requirement = z.object({
  level: z.enum(['MUST', 'SHOULD', 'MAY']),
  subject: z.string().describe('Who has to meet it: op, rp, idp, sp, reg, api, net, kit.'),
  document: z.string().describe('Key into `documents`.'),
  section: z.string().optional(),
  url: z.string().optional(),
  text: z.string(),
  why: z.string().describe('Why a user of the service would care.'),
  remedy: z.string().describe('What to do when the check fails.'),
  untested: z.string().optional().describe('Why no scenario checks it.'),
})

const sourceDocument = z.object({ title: z.string(), url: z.string().optional() })

const usedClient = z.object({
  role: z.string().optional().describe('Under which scenarios ask for it.'),
  clientId: z.string(),
  redirectUris: z.array(z.string()),
  postLogoutRedirectUris: z.array(z.string()).optional(),
  scopes: z.array(z.string()).optional(),
  pkce: z.string().optional().describe('The method that it must use.'),
  confidential: z.boolean().optional(),
})

const target = z.object({
  id: z.string(),
  title: z.string(),
  plays: z.enum(['op', 'rp', 'idp', 'sp', 'resource-server', 'registration', 'configuration', 'metadata']),
  kind: z.enum(['embedded', 'configured']),
  issuer: z.string().optional(),
  profile: z.string().optional(),
  dialect: z.string().optional(),
  clients: z.array(usedClient).optional().describe('What the run registered as, or with.'),
  detour: z
    .string()
    .optional()
    .describe('The configuration leads the name of the issuer elsewhere, or trusts an authority of its own.'),
  facts: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('Seen on the way: sizes of tokens, lifetimes, software version.'),
})

const message = z.object({
  start: z.string().describe('`GET https://…` for a request, `200 OK` for a response.'),
  headers: z.array(z.string()).describe('Keys into `headers`, in the order of the wire.'),
  body: z.string().optional(),
})

const exchange = z.object({
  from: role,
  to: role,
  label: z.string().describe('The step of the protocol: `token request`.'),
  atMs: milliseconds.describe('After the start of the scenario.'),
  durationMs: milliseconds,
  request: z.string().describe('Key into `messages`.'),
  response: z.string().optional().describe('Key into `messages`; absent when no answer came.'),
  failure: z.string().optional().describe('Why no answer came.'),
  redacted: z.string().describe('Key into `redactions`.'),
})

const explanation = z.object({
  title: z.string(),
  party: z.string().describe('Where the cause lies: service, proxy, registration, provider, home-organisation, user.'),
  happened: z.string(),
  why: z.string(),
  remedy: z.array(z.string()),
  requirements: z.array(z.string()),
  see: z.string().optional(),
})

const explained = z
  .array(z.string())
  .optional()
  .describe('Keys into `explanations` of the error that came, the most precise first.')

const check = z.object({
  cites: z.string().describe('Key into `requirements`.'),
  verdict,
  message: z.string(),
  sent: z.string().optional(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  source: z.string().optional().describe('File and line of the scenario.'),
  known: z
    .string()
    .optional()
    .describe('A habit of the software of the target, as its dialect says, or the reason of an entry of the baseline.'),
  exchange: z.string().optional().describe('Key into `exchanges` of the one that was judged; `./` as in `evidence`.'),
  explained,
})

const scenario = z.object({
  id: z.string(),
  title: z.string(),
  target: z.string().describe('`id` of a target.'),
  tags: z.array(z.string()),
  driver: z.enum(['http', 'browser']),
  fault: z.string().optional(),
  verdict: verdict.describe('The worst of the checks, unless it was decided before any was made.'),
  reason: z.string().optional().describe('Always there for skip, not-applicable and error.'),
  checks: z.array(check),
  explained,
  evidence: z
    .array(z.string())
    .describe('Keys into `exchanges`, in the order they happened; `./001` stands for `<target>/<id>/001`.'),
  durationMs: milliseconds,
})

const run = z.object({
  id: z.string(),
  startedAt: z.string().describe('ISO 8601, UTC.'),
  durationMs: milliseconds,
  harness: z.string(),
  node: z.string(),
  seed: z.string(),
  selection: z.string().describe('`everything`, or the filters as given.'),
  complete: z.boolean().describe('False when the run was cut short.'),
  interrupted: z.string().optional(),
  baseline: z
    .object({ file: z.string(), known: z.number(), problems: z.array(z.string()) })
    .optional()
    .describe('Deviations that were known beforehand, and what is wrong with that list.'),
})

/** Unknown members are left out when read: a later version of the same format may add some. */
export const resultSchema = z
  .object({
    format: z.literal(RESULT_FORMAT),
    run,
    targets: z.array(target),
    documents: z.record(z.string(), sourceDocument),
    requirements: z.record(z.string(), requirement),
    explanations: z.record(z.string(), explanation),
    scenarios: z.array(scenario),
    exchanges: z.record(z.string(), exchange),
    messages: z.record(z.string(), message).describe('Each message once, by a key made from its content.'),
    headers: z
      .record(z.string(), z.tuple([z.string(), z.string()]))
      .describe('Each header once, name and value, by a key made from both.'),
    redactions: z.record(z.string(), z.array(z.string())).describe('Lists of names of values that were replaced.'),
  })
  .check(({ value, issues }) => {
    // The views go target by target: a scenario of none would be lost without a word.
    const known = new Set(value.targets.map(({ id }) => id))
    for (const [index, { target }] of value.scenarios.entries())
      if (!known.has(target))
        issues.push({
          code: 'custom',
          path: ['scenarios', index, 'target'],
          input: target,
          message: 'names no target of this run',
        })
    for (const { path, into } of dangling(value))
      issues.push({ code: 'custom', path: [...path], input: value, message: `is no key of "${into}"` })
  })
