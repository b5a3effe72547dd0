import type { Fault, FaultPlace } from '#fixtures/schema/fault.ts'
import type { FaultBinding } from './api.ts'

interface Armed {
  readonly fault: Fault
  readonly client?: string
  left: number
}

/** The faults that are armed at one issuer, and for which client. */
export class FaultBook {
  #armed: readonly Armed[] = []

  arm(fault: Fault, binding: FaultBinding = {}): { readonly lift: () => void } {
    const armed: Armed = { fault, client: binding.client, left: binding.times ?? Number.POSITIVE_INFINITY }
    this.#armed = [...this.#armed, armed]
    return { lift: () => this.#lift(armed) }
  }

  /** Whether the provider forgets to look for this condition. */
  skips(condition: string, client?: string): boolean {
    return this.#bearing((fault) => fault.skip?.includes(condition) === true, client).length > 0
  }

  /** Whether it sees this condition where there is none. */
  sees(condition: string, client?: string): boolean {
    return this.#bearing((fault) => fault.sees?.includes(condition) === true, client).length > 0
  }

  /** The faults that bend what is sent at this place. */
  at(place: FaultPlace, client?: string): readonly Fault[] {
    return this.#bearing((fault) => fault.at === place, client)
  }

  /** The faults that bend the answer to this condition. */
  refusing(condition: string, client?: string): readonly Fault[] {
    return this.#bearing((fault) => fault.at === 'refusal' && fault.of?.includes(condition) === true, client)
  }

  /** The faults that bend whole answers of this endpoint. */
  answering(endpoint: string, method: string, client?: string): readonly Fault[] {
    return this.#bearing(
      ({ at, on, method: only }) => at === 'answer' && on === endpoint && (only === undefined || only === method),
      client,
    )
  }

  /** A behaviour of the provider that a fault changes, by name. */
  behaviour(name: string, client?: string): unknown {
    return this.#bearing((fault) => fault.behave !== undefined && name in fault.behave, client).at(-1)?.behave?.[name]
  }

  #bearing(matches: (fault: Fault) => boolean, client: string | undefined): readonly Fault[] {
    if (this.#armed.length === 0) return []
    const found = this.#armed.filter((armed) => (!armed.client || armed.client === client) && matches(armed.fault))
    for (const armed of found) {
      armed.left -= 1
      if (armed.left <= 0) this.#lift(armed)
    }
    return found.map((armed) => armed.fault)
  }

  #lift(armed: Armed): void {
    this.#armed = this.#armed.filter((other) => other !== armed)
  }
}
