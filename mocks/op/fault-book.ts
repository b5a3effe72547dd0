import { AsyncLocalStorage } from 'node:async_hooks'
import type { BehaviourName } from '#fixtures/schema/behaviours.ts'
import type { Bend, FaultPlace } from '#fixtures/schema/fault.ts'
import type { ArmedFault, FaultBinding } from './api.ts'

interface Armed {
  readonly bend: Bend
  readonly client?: string
  readonly login?: string
  /** Answers that may still bear it. */
  left: number
  borne: boolean
}

/** One answer in the making. */
interface Answer {
  /** The login that it belongs to, if that has a name. */
  readonly login: string | undefined
  /** By what something of it has been bent. */
  readonly borne: Set<Armed>
}

/** The faults that are armed at one issuer, and for which client. */
export class FaultBook {
  #armed: readonly Armed[] = []
  readonly #answers = new AsyncLocalStorage<Answer>()

  arm(bend: Bend, binding: FaultBinding = {}): ArmedFault {
    const { client, login, times: left = Number.POSITIVE_INFINITY } = binding
    const armed: Armed = { bend, client, login, left, borne: false }
    this.#armed = [...this.#armed, armed]
    return {
      lift: () => this.#lift(armed),
      isArmed: () => this.#armed.includes(armed),
      wasBorne: () => armed.borne,
    }
  }

  liftAll(): void {
    this.#armed = []
  }

  /** Whether the provider forgets to look for this condition. */
  skips(condition: string, client?: string): boolean {
    return this.#bearing(({ skip }) => skip?.includes(condition) === true, client).length > 0
  }

  /** Whether it sees this condition where there is none. */
  sees(condition: string, client?: string): boolean {
    return this.#bearing(({ sees }) => sees?.includes(condition) === true, client).length > 0
  }

  /** The faults that bend what is sent at this place. */
  at(place: FaultPlace, client?: string): readonly Bend[] {
    return this.#bearing(({ at }) => at === place, client)
  }

  /** The faults that bend the answer to this condition. */
  refusing(condition: string, client?: string): readonly Bend[] {
    return this.#bearing(({ at, of }) => at === 'refusal' && of?.includes(condition) === true, client)
  }

  /** The faults that bend whole answers of this endpoint. */
  answering(endpoint: string, method: string, client?: string): readonly Bend[] {
    return this.#bearing(
      ({ at, on, method: only }) => at === 'answer' && on === endpoint && (only === undefined || only === method),
      client,
    )
  }

  /** A behaviour of the provider that a fault changes, by name. */
  behaviour(name: BehaviourName, client?: string): unknown {
    return this.#bearing(({ behave }) => behave !== undefined && name in behave, client).at(-1)?.behave?.[name]
  }

  /** Makes one answer: what it bore has been borne once more, at however many places. */
  async during<T>(login: string | undefined, make: () => Promise<T>): Promise<T> {
    if (this.#armed.length === 0 && login === undefined) return make()
    const answer: Answer = { login, borne: new Set() }
    const made = await this.#answers.run(answer, make)
    for (const armed of answer.borne) {
      armed.left -= 1
      if (armed.left <= 0) this.#lift(armed)
    }
    return made
  }

  /** Name of the login to which the answer in the making belongs, if it has one. */
  get login(): string | undefined {
    return this.#answers.getStore()?.login
  }

  #bearing(matches: (bend: Bend) => boolean, client: string | undefined): readonly Bend[] {
    if (this.#armed.length === 0) return []
    const answer = this.#answers.getStore()
    const found = this.#armed.filter(
      (armed) =>
        (!armed.client || armed.client === client) &&
        (!armed.login || armed.login === answer?.login) &&
        matches(armed.bend),
    )
    for (const armed of answer ? found : []) {
      answer?.borne.add(armed)
      // Whoever waits for no answer has met it all the same.
      armed.borne = true
    }
    return found.map((armed) => armed.bend)
  }

  #lift(armed: Armed): void {
    this.#armed = this.#armed.filter((other) => other !== armed)
  }
}
