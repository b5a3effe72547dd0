/** Which exchange an answer came from, so that a judgement about it can say what was sent. */
const keys = new WeakMap<object, string>()

export const rememberExchange = (answer: object, key: string): void => {
  keys.set(answer, key)
}

export const exchangeOf = (answer: unknown): string | undefined =>
  typeof answer === 'object' && answer !== null ? keys.get(answer) : undefined

/** Hands the exchange of an answer on to what was made of it. */
export const derived = <T extends object>(made: T, from: object): T => {
  const key = keys.get(from)
  if (key !== undefined) keys.set(made, key)
  return made
}
