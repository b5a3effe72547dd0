import type { Sized, SizedLogin, SizedLogout } from '../contract-service-sizes.ts'
import { HeldBack } from '../signals.ts'
import { type Comparison, concluded, type MatcherResult, nothing } from './result.ts'
import { remedyOf, seen } from './size-words.ts'

type Any = SizedLogin | SizedLogout

const isSized = (received: unknown): received is Sized<Any> =>
  typeof received === 'object' && received !== null && 'each' in received

const isFine = ({ outcome }: Any): boolean => outcome === 'signed-in' || outcome === 'signed-out'

const kindOf = ({ outcome, status }: Any): string => `${outcome} ${status}`

/** Neighbours to which the same happened. */
const grouped = (each: readonly Any[]): readonly (readonly [Any, ...Any[]])[] => {
  const groups: [Any, ...Any[]][] = []
  for (const one of each) {
    const last = groups.at(-1)
    if (last && kindOf(last[0]) === kindOf(one)) last.push(one)
    else groups.push([one])
  }
  return groups
}

const lengthsOf = (group: readonly [Any, ...Any[]]): string => {
  const lengths = group.map(({ length }) => length)
  return lengths.length > 2 ? `${lengths[0]} to ${lengths.at(-1)}` : lengths.join(' and ')
}

/** What there is to know where nothing is wrong. */
const largest = (each: readonly Any[]): string => {
  const head = Math.max(0, ...each.map((one) => one.head ?? 0))
  const line = Math.max(0, ...each.map(({ cookieLine }) => cookieLine))
  return `, with heads of up to ${head} bytes and Cookie lines of up to ${line}`
}

const inWords = ({ each, proxy }: Sized<Any>): string => {
  const groups = grouped(each)
  const found = groups.map((group, index) => {
    const what = index === 0 ? `tokens of ${lengthsOf(group)} characters` : `of ${lengthsOf(group)}`
    return `${what}: ${seen(group[0], proxy)}`
  })
  const remedies = groups.flatMap((group) => remedyOf(group, proxy) ?? [])
  const behind = proxy ? `behind ${proxy.title}, ` : ''
  const more = remedies.length > 0 ? `. ${[...new Set(remedies)].join(' ')}` : largest(each)
  return `${behind}${found.join('; ')}${more}`
}

const unclear = (sized: Sized<Any>): string | undefined => {
  if (sized.each.length === 0) return 'Nobody could be signed in with tokens of any length, so there is nothing to see.'
  const one = sized.each.find(({ outcome }) => outcome === 'unclear')
  return one && `What came of tokens of ${one.length} characters nobody can tell: ${one.why}.`
}

const compare = (received: unknown, expected: string): Comparison => {
  if (!isSized(received)) return { pass: false, expected, actual: nothing(received) }
  const broken = received.each.find((one) => !isFine(one) && one.outcome !== 'unclear')
  const why = broken ? undefined : unclear(received)
  if (why !== undefined) throw new HeldBack('skip', why)
  return { pass: broken === undefined, expected, actual: inWords(received) }
}

const answerOf = (received: unknown): unknown => {
  const broken = isSized(received) ? received.each.find((one) => !isFine(one)) : undefined
  return broken && ('login' in broken ? broken.login.answer : broken.answer)
}

export const sizeMatchers = {
  toStaySignedIn(this: { isNot: boolean }, received: unknown): MatcherResult {
    const expected = 'everybody signed in, and there on the next page'
    return concluded(this, answerOf(received), () => compare(received, expected))
  },
  toLeaveInOrder(this: { isNot: boolean }, received: unknown): MatcherResult {
    const expected = 'everybody signed out'
    return concluded(this, answerOf(received), () => compare(received, expected))
  },
}
