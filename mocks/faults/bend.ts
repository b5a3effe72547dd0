import type { Bend } from '#fixtures/schema/fault.ts'
import type { Reply } from '#mocks/wire/message.ts'

export type Members = Record<string, unknown>

const lower = (text: string): string => text.toLowerCase()

const setAt = (target: Members, path: string, value: unknown): void => {
  const at = path.indexOf('.')
  if (at < 0 || path.startsWith('https:')) {
    if (value === undefined) delete target[path]
    else target[path] = value
    return
  }
  const [head, rest] = [path.slice(0, at), path.slice(at + 1)]
  const inner = target[head]
  const copy: Members = typeof inner === 'object' && inner !== null ? { ...(inner as Members) } : {}
  setAt(copy, rest, value)
  target[head] = copy
}

const at = (target: unknown, path: string): unknown => {
  const dot = path.startsWith('https:') ? -1 : path.indexOf('.')
  const member = (target as Members | undefined)?.[dot < 0 ? path : path.slice(0, dot)]
  return dot < 0 ? member : at(member, path.slice(dot + 1))
}

/** Applies `set` and `remove` of each fault to a copy of the members. A function as value sees the old one. */
export const bend = (faults: readonly Bend[], members: Members): Members => {
  if (faults.length === 0) return members
  const bent: Members = { ...members }
  for (const fault of faults) {
    for (const [path, value] of Object.entries(fault.set ?? {})) {
      setAt(bent, path, typeof value === 'function' ? value(at(bent, path), bent) : value)
    }
    for (const name of fault.remove ?? []) if (at(bent, name) !== undefined) setAt(bent, name, undefined)
  }
  return bent
}

const repeatedBy = (faults: readonly Bend[]): ReadonlySet<string> =>
  new Set(faults.flatMap(({ repeat = [] }) => repeat))

/** Name and value pairs, with those repeated that a fault repeats: as it was first, as it is made afterwards. */
export const bendParams = (
  faults: readonly Bend[],
  params: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] => {
  if (faults.length === 0) return params
  const old = Object.fromEntries(params)
  const repeated = repeatedBy(faults)
  return Object.entries(bend(faults, old)).flatMap(([name, value]) => {
    const pair = [name, String(value)] as const
    return repeated.has(name) ? [[name, old[name] ?? pair[1]] as const, pair] : [pair]
  })
}

/** The same for members of a JSON text, which is what it takes to have one twice (RFC 7519 section 4). */
export const doubled = (faults: readonly Bend[], members: Members): Members | string => {
  const bent = bend(faults, members)
  const repeated = [...repeatedBy(faults)].filter((name) => name in members)
  if (repeated.length === 0) return bent
  const old = JSON.stringify(Object.fromEntries(repeated.map((name) => [name, members[name]])))
  return `${old.slice(0, -1)},${JSON.stringify(bent).slice(1)}`
}

/** The reply with the status, headers and body that a fault answers instead. */
export const replaced = (faults: readonly Bend[], reply: Reply): Reply => {
  const answer = faults.findLast((fault) => fault.answer)?.answer
  if (!answer) return reply
  const given = Object.entries(answer.headers ?? {})
  const names = new Set(given.map(([name]) => name.toLowerCase()))
  return {
    status: answer.status ?? reply.status,
    headers: [...reply.headers.filter(([name]) => !names.has(name.toLowerCase())), ...given],
    body: answer.body ?? reply.body,
  }
}

type Headers = Reply['headers']

/** A function sees each header of that name, and changes those that there are; a value takes the place of all. */
const withHeader = (headers: Headers, name: string, value: unknown): Headers => {
  const is = ([other]: Headers[number]): boolean => lower(other) === lower(name)
  if (typeof value !== 'function') return [...headers.filter((each) => !is(each)), [name, String(value)]]
  return headers.map((each) => (is(each) ? ([each[0], String(value(each[1]))] as const) : each))
}

const withHeaders = (headers: Headers, { set = {}, remove = [] }: Bend): Headers => {
  const gone = new Set(remove.map(lower))
  const kept: Headers = headers.filter(([name]) => !gone.has(lower(name)))
  return Object.entries(set).reduce((all, [name, value]) => withHeader(all, name, value), kept)
}

/** A whole answer: headers by `set` and `remove`, an end before its time by `cut`, everything else by `answer`. */
export const bendReply = (faults: readonly Bend[], reply: Reply): Reply => {
  if (faults.length === 0) return reply
  const cut = faults.findLast((fault) => fault.cut)?.cut
  const whole = replaced(faults, { ...reply, headers: faults.reduce<Headers>(withHeaders, reply.headers) })
  return cut === undefined ? whole : { ...whole, cut }
}
