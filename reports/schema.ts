import { z } from 'zod'
import { RESULT_FORMAT, verdicts } from './model.ts'

/** The types of model.ts once more, for documents that come from a file. A test holds the two together. */
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

const target = z.object({
  id: z.string(),
  title: z.string(),
  plays: z.enum(['op', 'rp', 'idp', 'sp']),
  kind: z.enum(['embedded', 'configured']),
  issuer: z.string().optional(),
  profile: z.string().optional(),
  dialect: z.string().optional(),
  facts: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('Seen on the way: sizes of tokens, lifetimes, software version.'),
})

const message = z.object({
  start: z.string().describe('`GET https://…` for a request, `200 OK` for a response.'),
  headers: z.array(z.tuple([z.string(), z.string()])).describe('Name and value, as on the wire.'),
  body: z.string().optional(),
})

const exchange = z.object({
  from: role,
  to: role,
  label: z.string().describe('The step of the protocol: `token request`.'),
  atMs: milliseconds.describe('After the start of the scenario.'),
  durationMs: milliseconds,
  request: message,
  response: message.optional(),
  failure: z.string().optional().describe('Why no answer came.'),
  redacted: z.array(z.string()).describe('Names of the values that were replaced.'),
})

const check = z.object({
  cites: z.string().describe('Key into `requirements`.'),
  verdict,
  message: z.string(),
  sent: z.string().optional(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  source: z.string().optional().describe('File and line of the scenario.'),
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
  evidence: z.array(z.string()).describe('Keys into `exchanges`, in the order they happened.'),
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
})

/** Unknown members are left out when read: a later version of the same format may add some. */
export const resultSchema = z
  .object({
    format: z.literal(RESULT_FORMAT),
    run,
    targets: z.array(target),
    documents: z.record(z.string(), sourceDocument),
    requirements: z.record(z.string(), requirement),
    scenarios: z.array(scenario),
    exchanges: z.record(z.string(), exchange),
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
  })
