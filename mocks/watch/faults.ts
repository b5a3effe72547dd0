import { randomUUID } from 'node:crypto'
import type { ArmedFault, RunningProvider } from '#mocks/op/index.ts'
import type { Login, PlayedFault } from './login.ts'
import { attackNamed, expectationOf, isShared, protocolOf } from './played.ts'

/** A fault that waits for a login, or one of what all logins share, which is played until it is lifted. */
export interface Waiting {
  readonly handle: string
  readonly id: string
  readonly title: string
  /** Only for this client. */
  readonly client?: string
  readonly until: 'next-login' | 'lifted'
}

/** Arms faults for single logins of a provider. */
export class FaultTable {
  #waiting: readonly (Waiting & { readonly armed?: ArmedFault })[] = []
  readonly #bound = new Map<string, ArmedFault>()
  readonly #provider: RunningProvider

  constructor(provider: RunningProvider) {
    this.#provider = provider
  }

  get waiting(): readonly Waiting[] {
    const still = this.#waiting.filter(({ armed }) => armed?.isArmed() !== false)
    this.#waiting = still
    return still.map(({ armed: _, ...waiting }) => waiting)
  }

  /** Undefined where there is no such fault. */
  arm(id: string, client: string | undefined): Waiting | undefined {
    const attack = attackNamed(id)
    if (!attack) return undefined
    const bound = client === undefined ? {} : { client }
    const waiting: Waiting = {
      ...{ handle: randomUUID(), id, title: attack.title },
      ...bound,
      until: isShared(attack) ? 'lifted' : 'next-login',
    }
    // Who fetches discovery or keys does not say who it is.
    const armed = waiting.until === 'lifted' ? this.#provider.fault(id) : undefined
    this.#waiting = [...this.#waiting, armed ? { ...waiting, armed } : waiting]
    return waiting
  }

  lift(handle: string): boolean {
    const found = this.#waiting.find((waiting) => waiting.handle === handle)
    found?.armed?.lift()
    this.#waiting = this.#waiting.filter((waiting) => waiting !== found)
    return found !== undefined
  }

  clear(): void {
    for (const { armed } of this.#waiting) armed?.lift()
    this.#waiting = []
  }

  /** A login begins: the first fault that waits for it is played in it, and in no other. */
  bind({ id: login, kind, client, speaks }: Pick<Login, 'id' | 'kind' | 'client' | 'speaks'>): PlayedFault | undefined {
    if (kind !== 'login' && kind !== 'device') return undefined
    const next = this.#waiting.find((waiting) => {
      const fits = waiting.client === undefined || waiting.client === client
      const attack = waiting.until === 'next-login' && fits ? attackNamed(waiting.id) : undefined
      return attack && protocolOf(attack) === speaks
    })
    const attack = next && attackNamed(next.id)
    if (!next || !attack) return undefined
    this.#waiting = this.#waiting.filter((waiting) => waiting !== next)
    const armed = this.#provider.fault(attack.id, { login })
    this.#bound.set(login, armed)
    const { id, title, tries } = attack
    return { id, title, tries, expected: expectationOf(attack), wasBorne: armed.wasBorne }
  }

  /** What nobody looks at any more is played no more. */
  forget(login: string): void {
    this.#bound.get(login)?.lift()
    this.#bound.delete(login)
  }
}
