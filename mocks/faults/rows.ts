import type { Fault } from '#fixtures/schema/fault.ts'

type Row = Omit<Fault, 'id' | 'title' | 'breaks' | 'at'>
export type Rows = Readonly<Record<string, readonly [title: string, breaks: string, row: Row]>>

/** Rows of one place as faults; the key of a row is what follows the prefix in its id. */
export const faultsAt = (at: Fault['at'], prefix: string, rows: Rows): readonly Fault[] =>
  Object.entries(rows).map(([name, [title, breaks, row]]) => ({ id: `${prefix}.${name}`, title, breaks, at, ...row }))

/** The same row, which breaks further requirements. */
export const breaking = ([title, breaks, row]: Rows[string], ...also: readonly string[]): Rows[string] => [
  title,
  breaks,
  { ...row, also },
]

/** The same row, at a variant of its own. */
export const seenAt = (variant: string, [title, breaks, row]: Rows[string]): Rows[string] => [
  title,
  breaks,
  { ...row, variant },
]

const JSON_TYPE = { 'Content-Type': 'application/json' }

/** What a provider answers that takes whatever it is handed. */
export const tokensGiven: Fault['answer'] = {
  status: 200,
  headers: JSON_TYPE,
  body: '{"access_token":"given-without-a-look","token_type":"Bearer","expires_in":3600,"scope":"openid"}',
}

export const claimsGiven: Fault['answer'] = { status: 200, headers: JSON_TYPE, body: '{"sub":"given-without-a-look"}' }

export const sentBack: Fault['answer'] = {
  status: 302,
  headers: { Location: 'https://portal.example/oidc/callback?error=invalid_request' },
}

/** A provider that does not look for these conditions. */
export const blind = (breaks: string, title: string, ...skip: string[]) => [title, breaks, { skip }] as const

/** Changes a member where there is one. */
export const changing =
  <T>(change: (old: T) => unknown) =>
  (old: unknown): unknown =>
    old === undefined ? undefined : change(old as T)

/** Changes what is a text where there is one. */
export const rewriting = (change: (old: string) => unknown) => changing((old) => change(String(old)))

/** Changes each value of a list where there is one. */
export const eachOf = (change: (value: string) => unknown) =>
  changing((old) => (Array.isArray(old) ? old.map((value) => change(String(value))) : old))
