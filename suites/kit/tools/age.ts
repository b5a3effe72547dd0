import { HeldBack } from '../signals.ts'
import type { Session } from './session.ts'

/** Lets time pass for what this belongs to. A code or token that an issuer bends on its way out is unknown to itself. */
export const aged = async (session: Session, handle: string, seconds: number): Promise<void> => {
  try {
    await session.age(handle, seconds)
  } catch (error) {
    const unknown = error instanceof Error && error.name === 'UnknownHandle'
    throw unknown ? new HeldBack('skip', 'The issuer does not know what it gave, so that cannot grow old.') : error
  }
}
