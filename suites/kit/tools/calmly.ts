import { TransportError } from '../drivers/transport-error.ts'
import { lackOf } from '../preconditions-service.ts'
import { HeldBack } from '../signals.ts'
import type { Session } from './session.ts'

/** The configuration leaves something open, and the line that says it; or it says that there is none. */
export const missing = ({ target }: Session, member: string, what: string): HeldBack =>
  target.service?.lacks?.some((each) => each === member)
    ? new HeldBack('not-applicable', lackOf(target.id, member))
    : new HeldBack('skip', `Target "${target.id}" does not say ${what}: add ${member}.`)

/** Silence of a service proves nothing, and is no failure of ours. */
export const calmly = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    throw error instanceof TransportError ? new HeldBack('skip', `Nobody can tell: ${error.message}.`) : error
  }
}
