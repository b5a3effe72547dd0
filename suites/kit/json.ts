type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members of a JSON object; none when it is something else, so that a judgement says what is missing. */
export const members = (json: unknown): Members => (isObject(json) ? json : {})

/** The strings of a list member, sorted; none when there is no such list. */
export const strings = (json: unknown, name: string): readonly string[] => {
  const value = members(json)[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').toSorted() : []
}

/** The objects of a list member; none when there is no such list. */
export const objects = (json: unknown, name: string): readonly Members[] => {
  const value = members(json)[name]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The words of a space-separated member such as `scope`, sorted. */
export const words = (json: unknown, name: string): readonly string[] => {
  const value = members(json)[name]
  return typeof value === 'string' ? value.split(' ').filter(Boolean).toSorted() : []
}

/** A member that has to be a number; NaN, which equals and exceeds nothing, when it is none. */
export const number = (json: unknown, name: string): number => {
  const value = members(json)[name]
  return typeof value === 'number' ? value : Number.NaN
}

/** A list as a person reads it in a report: `one, two`, or `none`. */
export const listed = (items: Iterable<string>): string => [...items].join(', ') || 'none'
