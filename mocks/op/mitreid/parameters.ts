import type { Call } from '#mocks/wire/message.ts'

/** Parameters by name. */
export type Params = ReadonlyMap<string, string>

const firstsOf = (...sources: readonly URLSearchParams[]): Params => {
  const params = new Map<string, string>()
  for (const source of sources) for (const [name, value] of source) if (!params.has(name)) params.set(name, value)
  return params
}

/** A pair that cannot be decoded is left out. */
const STRAY_PERCENT = /%(?![0-9a-f]{2})/i

const decodable = (text: string): string =>
  text
    .split('&')
    .filter((pair) => !STRAY_PERCENT.test(pair))
    .join('&')

const saysUtf8 = (call: Call): boolean => /;\s*charset="?utf-8/i.test(call.headers['content-type'] ?? '')

/** A servlet reads a form as ISO 8859-1 unless its content type says otherwise, and addresses as UTF-8. */
const formOf = (call: Call): URLSearchParams => {
  if (call.method === 'GET') return new URLSearchParams()
  const body = decodable(call.body)
  if (call.form === undefined || saysUtf8(call)) return new URLSearchParams(call.form === undefined ? '' : body)
  const character = (hex: string): string => encodeURIComponent(String.fromCharCode(Number.parseInt(hex, 16)))
  return new URLSearchParams(body.replace(/%([89A-F][\dA-F])/gi, (_, hex: string) => character(hex)))
}

const queryOf = ({ query, target }: Call): URLSearchParams =>
  STRAY_PERCENT.test(target) ? new URLSearchParams(decodable(target.slice(target.indexOf('?') + 1))) : query

/** The value that a page's own controller gets: all of a repeated parameter, with commas between them. */
export const joined = (call: Call, name: string): string | undefined => {
  const all = [...call.query.getAll(name), ...formOf(call).getAll(name)]
  return all.length > 0 ? all.join(',') : undefined
}

/** A servlet sees query and form as one, the query first; of a repeated parameter the first value is used. */
export const parametersOf = (call: Call): Params => firstsOf(queryOf(call), formOf(call))
