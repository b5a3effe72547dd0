import { threadId } from 'node:worker_threads'
import { NotDone } from '../deadline.ts'
import { HeldBack } from '../signals.ts'
import type { TargetSeed } from '../target.ts'
import type { Beside, Session } from './session.ts'

const played = new WeakMap<TargetSeed, Map<string, Promise<Beside<unknown>>>>()

const of = (target: TargetSeed): Map<string, Promise<Beside<unknown>>> => {
  const known = played.get(target) ?? new Map()
  played.set(target, known)
  return known
}

/**
 * What all scenarios at a target take for granted, played once in each thread, with browsers of its own that are closed
 * by then. It is evidence of every scenario that asks, and what it lacks holds each of them back.
 */
export const onceAt = async <T>(session: Session, name: string, act: (session: Session) => Promise<T>): Promise<T> => {
  const all = of(session.target)
  const beside = (all.get(name) ?? session.beside(`${name}-${threadId}`, act)) as Promise<Beside<T>>
  all.set(name, beside)
  const { value, error, exchanges } = await session.aside(() => beside)
  session.rely(exchanges, 'before')
  if (error instanceof NotDone) throw new HeldBack('skip', `What this rests on did not end: ${error.message}.`)
  if (error !== undefined) throw error
  return value as T
}
