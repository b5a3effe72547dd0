import type { Call } from '#mocks/wire/message.ts'

/** Parameters by name. */
export type Params = ReadonlyMap<string, string>

const firstsOf = (...sources: readonly URLSearchParams[]): Params => {
  const params = new Map<string, string>()
  for (const source of sources) for (const [name, value] of source) if (!params.has(name)) params.set(name, value)
  return params
}

/** The value that a page's own controller gets: all of a repeated parameter, with commas between them. */
export const joined = (call: Call, name: string): string | undefined => {
  const all = [...call.query.getAll(name), ...(call.form?.getAll(name) ?? [])]
  return all.length > 0 ? all.join(',') : undefined
}

/** A servlet sees query and form as one, the query first; of a repeated parameter the first value is used. */
export const parametersOf = (call: Call): Params => firstsOf(call.query, call.form ?? new URLSearchParams())
