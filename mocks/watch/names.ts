import type { Answer } from './answer.ts'
import { Memory } from './memory.ts'
import { param, type Step } from './step.ts'

/** What users are called: by the name that they typed, also in a later login that asks for none. */
export class Names {
  readonly #bySubject = new Memory<string>(1_000)

  /** `known` is what the login has said of its user before. */
  next(known: string | undefined, sent: Pick<Step, 'object' | 'query' | 'form'>, answer: Answer): string | undefined {
    const typed = param(sent, 'username') ?? param(sent, 'j_username')
    const isIn = answer.location !== undefined || answer.gives.code !== undefined || answer.saml !== undefined
    if (typed !== undefined && isIn) return typed
    const { user } = answer
    if (!user) return known
    if (known !== undefined) this.#bySubject.set(user.sub, known)
    return known ?? this.#bySubject.get(user.sub) ?? user.name ?? user.sub
  }
}
