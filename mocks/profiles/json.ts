export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [member: string]: JsonValue
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON Merge Patch, RFC 7396: objects join, anything else replaces, null removes. */
export const laidOver = (base: JsonValue | undefined, over: JsonValue): JsonValue => {
  if (!isObject(over)) return over
  const joined: Record<string, JsonValue> = isObject(base) ? { ...base } : {}
  for (const [member, value] of Object.entries(over)) {
    if (value === null) delete joined[member]
    else joined[member] = laidOver(joined[member], value)
  }
  return joined
}
