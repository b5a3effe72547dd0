import type { NotedMessage } from '#mocks/idp/note.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { Exchange } from '#reports/model.ts'
import type { Answer } from './answer.ts'

export type Pairs = readonly (readonly [name: string, value: string])[]

/** One request with its answer, as rules look at it. Secrets included: what is shown of it is `exchange`. */
export interface Step {
  /** Counts from 1 in its login. */
  readonly number: number
  readonly endpoint: string
  readonly method: string
  readonly path: string
  /** As sent, without the question mark. */
  readonly rawQuery: string
  readonly query: Pairs
  readonly form: Pairs
  /** Claims of the request object (RFC 9101), where there is one. */
  readonly object: Pairs
  readonly authorization?: string
  readonly contentType?: string
  /** The SAML message that it brought, with the verdict of the provider on its signature. */
  readonly saml?: NotedMessage
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly answer: Answer
  /** The first answer that bore the fault of its login. */
  readonly faulty: boolean
  /** Redacted. */
  readonly exchange: Exchange
}

const requestObject = (call: Call): Pairs => {
  const claims = decodeJwt(call.query.get('request') ?? call.form?.get('request') ?? '')?.claims ?? {}
  return Object.entries(claims).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
}

export const rawQueryOf = ({ target }: Pick<Call, 'target'>): string => {
  const at = target.indexOf('?')
  return at < 0 ? '' : target.slice(at + 1)
}

type Sent = Omit<Step, 'number' | 'endpoint' | 'at' | 'answer' | 'faulty' | 'exchange' | 'saml'>

export const sentIn = (call: Call): Sent => {
  const { authorization, 'content-type': contentType } = call.headers
  return {
    method: call.method,
    path: call.path,
    rawQuery: rawQueryOf(call),
    query: [...call.query],
    form: [...(call.form ?? [])],
    object: requestObject(call),
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { contentType }),
  }
}

/** All that was sent, what a request object says first: it counts for more than what stands beside it. */
export const paramsOf = ({ object, query, form }: Pick<Step, 'object' | 'query' | 'form'>): Pairs => [
  ...object,
  ...query,
  ...form,
]

/** The first of this name, if it says anything. */
export const param = (step: Pick<Step, 'object' | 'query' | 'form'>, name: string): string | undefined => {
  const says = ([each, value]: Pairs[number]): boolean => each === name && value !== ''
  return (step.object.find(says) ?? step.query.find(says) ?? step.form.find(says))?.[1]
}

export const has = (pairs: Pairs, name: string): boolean => pairs.some(([each]) => each === name)

/** A request by which a login begins, pushed or brought by the browser; not the one that only names what was pushed. */
export const isAsking = (step: Pick<Step, 'endpoint' | 'object' | 'query' | 'form'>): boolean =>
  step.endpoint === 'pushedAuthorization' ||
  (step.endpoint === 'authorization' && !has(step.query, 'request_uri') && !has(step.form, 'request_uri'))

/** The same in SAML: a request that the provider could read, or none where the login begins there. */
export const isAskingSaml = ({ endpoint, saml }: Pick<Step, 'endpoint' | 'saml'>): boolean =>
  endpoint === 'saml-sso' && (saml === undefined || saml.kind === 'AuthnRequest')
