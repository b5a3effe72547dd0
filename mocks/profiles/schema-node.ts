import type { JsonObject, JsonValue } from './json.ts'
import { isObject } from './json.ts'
import type { MemberPath } from './source.ts'

const step = (node: JsonObject, name: string | number): JsonObject | undefined => {
  const { properties, additionalProperties, items, prefixItems } = node
  const named = isObject(properties) ? properties[name] : undefined
  const placed = Array.isArray(prefixItems) ? prefixItems[Number(name)] : undefined
  const next = typeof name === 'number' ? (placed ?? items) : (named ?? additionalProperties)
  return isObject(next) ? next : undefined
}

/** The part of a JSON Schema that speaks of one member. */
export const nodeAt = (schema: JsonObject, path: MemberPath): JsonObject | undefined =>
  path.reduce<JsonObject | undefined>((node, name) => node && step(node, name), schema)

const texts = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

/** Names that the members of this object may have; empty where any will do. */
export const memberNames = (node: JsonObject | undefined): readonly string[] => {
  if (isObject(node?.properties)) return Object.keys(node.properties)
  return isObject(node?.propertyNames) ? texts(node.propertyNames.enum) : []
}

export const choices = (node: JsonObject | undefined): readonly string[] => texts(node?.enum)

const simple: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  null: 'null',
}

/** `a whole number, 0 or more`: what a value must be, for the middle of a sentence. */
export const kindOf = (node: JsonObject | undefined): string => {
  if (!node) return 'something else'
  if (Array.isArray(node.anyOf))
    return [...new Set(node.anyOf.map((one) => (isObject(one) ? kindOf(one) : '')))].join(' or ')
  const allowed = choices(node)
  if (allowed.length > 0) return allowed.length === 1 ? `"${allowed[0]}"` : `one of ${allowed.join(', ')}`
  if (Array.isArray(node.prefixItems)) return `a list of ${node.prefixItems.length} values`
  if (node.type === 'string') return node.format === 'uri' ? 'an absolute URL' : 'a text that is not empty'
  const kind = simple[String(node.type)] ?? 'something else'
  return node.minimum === 0 ? `${kind}, 0 or more` : kind
}

/** ` (how long a login page stays good)` where the schema says what a member is. */
export const purposeOf = (node: JsonObject | undefined): string => {
  const text = node?.description
  return typeof text === 'string' ? ` (${text.charAt(0).toLowerCase()}${text.slice(1)})` : ''
}
