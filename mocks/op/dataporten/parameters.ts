import type { Call } from '#mocks/wire/message.ts'

/** Parameters by name. */
export type Params = ReadonlyMap<string, string>

/** PHP sees query and form as one, the form before the query; of a repeated parameter the last value is used. */
export const parametersOf = (call: Call): Params => new Map([...call.query, ...(call.form ?? [])])

/** Only what was sent in the form: secrets have no place in an address. */
export const formOf = (call: Call): Params => new Map(call.form ?? [])
