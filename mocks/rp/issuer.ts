import { Agent, fetch, type Response } from 'undici'
import { readJson } from '#mocks/wire/read-json.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import type { Eyes } from './looks.ts'

export type Json = Readonly<Record<string, unknown>>

export interface Metadata {
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly userinfo_endpoint?: string
  readonly end_session_endpoint?: string
  readonly jwks_uri: string
  readonly authorization_response_iss_parameter_supported?: boolean
}

export interface Request {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  /** The object, where it is one and says so. */
  readonly body: Json | undefined
  readonly text: string
}

export type Ask = (url: string, request?: Request) => Promise<Answer>

/** Milliseconds after which an answer is given up. */
const PATIENCE = 10_000
const LONGEST = 1024 * 1024

const bodyIn = (text: string): Json | undefined => {
  const value = text.length > LONGEST ? undefined : readJson(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

const answerOf = async (answer: Response): Promise<Answer> => {
  const text = await answer.text()
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, text, body: isJson ? bodyIn(text) : undefined }
}

/** Asks the issuer; rejects with a Refusal when no whole answer comes. `trust` is the PEM of a further authority. */
export const asker = (
  trust: string | undefined,
  patience = PATIENCE,
): { readonly ask: Ask; readonly close: () => Promise<void> } => {
  const agent = new Agent({ connect: trust === undefined ? {} : { ca: trust } })
  const ask: Ask = async (url, { method = 'GET', headers = {}, form } = {}) => {
    const body = form === undefined ? {} : { body: new URLSearchParams(form) }
    const options = { method, headers: { accept: 'application/json', ...headers }, ...body, dispatcher: agent }
    const signal = AbortSignal.timeout(patience)
    return fetch(url, { ...options, redirect: 'error', signal })
      .then(answerOf)
      .catch(() => {
        throw new Refusal('connection', `Refused: ${new URL(url).pathname} of the issuer cannot be reached.`)
      })
  }
  return { ask, close: () => agent.destroy() }
}

const missing = (body: Json, name: keyof Metadata): Refusal | undefined =>
  typeof body[name] === 'string'
    ? undefined
    : new Refusal('metadata', `Refused: the discovery document has no ${name}.`)

const NEEDED = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const

/** The discovery document, fetched for every login: a service that caches it would have to be started anew for a fault in it. */
export const discover = async (ask: Ask, issuer: string, eyes: Eyes): Promise<Metadata> => {
  const { status, body } = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (status !== 200 || !body) throw new Refusal('metadata', 'Refused: there is no discovery document.')
  eyes.look('metadata-issuer', body.issuer !== issuer)
  for (const name of NEEDED) {
    const refusal = missing(body, name)
    if (refusal) throw refusal
  }
  return body as unknown as Metadata
}

export const publishedKeys = async (ask: Ask, { jwks_uri }: Metadata): Promise<readonly Json[]> => {
  const { body } = await ask(jwks_uri)
  return Array.isArray(body?.keys) ? (body.keys as readonly Json[]) : []
}
