import { z } from 'zod'
import { behaviours } from '#fixtures/schema/behaviours.ts'
import { faultPlaces, signings } from '#fixtures/schema/fault.ts'
import { endpointNames } from '#fixtures/schema/profile.ts'
import { samlEndpointNames } from '#fixtures/schema/saml.ts'

const names = z.array(z.string())
const samlEndpoints = samlEndpointNames.map((name) => `saml-${name}` as const)
const behaviourNames = Object.keys(behaviours) as [keyof typeof behaviours, ...(keyof typeof behaviours)[]]

/** A fault as JSON can say it: as in fixtures/schema/fault.ts, without new values that are made of old ones. */
export const faultRow = z.strictObject({
  id: z.string().min(1).default('own').describe('A name for it'),
  title: z.string().default('a fault of somebody’s own').describe('A noun phrase'),
  breaks: z.string().default('').describe('The requirement that it breaks'),
  at: z.enum(faultPlaces).describe('Where in the protocol'),
  of: names.optional().describe('At refusal: the conditions'),
  on: z
    .enum([...endpointNames, ...samlEndpoints, 'discovery', 'login', 'consent', 'api', 'gatekeeper', 'other'])
    .optional()
    .describe('At answer: the endpoint'),
  method: z.enum(['GET', 'POST']).optional().describe('At answer: only this method'),
  set: z.record(z.string(), z.json()).optional().describe('Members and their new values'),
  remove: names.optional().describe('Members that go'),
  repeat: names.optional().describe('Parameters or claims that are sent twice'),
  sign: z.enum(signings).optional().describe('Sign the token otherwise'),
  answer: z
    .strictObject({
      status: z.int().min(200).max(599).optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
    })
    .optional()
    .describe('Answer this instead'),
  delay: z.int().min(0).max(600_000).optional().describe('Milliseconds until the answer'),
  cut: z.enum(['before', 'within']).optional().describe('The connection breaks there'),
  skip: names.optional().describe('Conditions that are not looked for'),
  sees: names.optional().describe('Conditions seen where there are none'),
  behave: z.partialRecord(z.enum(behaviourNames), z.json()).optional().describe('Behaviours, by name'),
})

export const arming = z.strictObject({
  fault: z.union([z.string(), z.record(z.string(), z.json())]).describe('The id of one of ours, or a row'),
  client: z.string().optional().describe('Only for the client of this client_id'),
  login: z.string().optional().describe('Only for the login of the browser whose cookie aai-login says so'),
  times: z.int().min(1).optional().describe('Lift it after so many answers'),
})

export const elapsing = z.strictObject({
  handle: z.string().min(1).describe('A code or token of the login'),
  seconds: z.int().min(1).describe('How much time passes for it'),
})

export const turning = z.strictObject({
  forget: z.boolean().default(false).describe('Take the old key out of the published ones'),
})
