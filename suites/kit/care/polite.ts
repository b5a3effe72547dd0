import type { Clock } from '#mocks/wire/clock.ts'
import type { HttpAnswer } from '../contract.ts'
import type { Transport, WireRequest } from '../drivers/transport.ts'
import { wasCut } from '../drivers/transport-error.ts'
import { HeldBack } from '../signals.ts'
import type { Care } from './care.ts'
import { pauseAskedBy } from './retry-after.ts'

const admitted = async (care: Care): Promise<void> => {
  const refused = await care.admit()
  if (refused !== undefined) throw new HeldBack('skip', refused)
}

/** A GET whose connection ended before a byte came is sent once more: an idle connection may just have been closed. */
const mayRepeat = ({ method }: WireRequest, error: unknown): boolean => method === 'GET' && wasCut(error)

/** The same for a page that a browser shows: it is not asked for again. */
export const restAfter = async (answer: HttpAnswer, label: string, care: Care, clock: Clock): Promise<void> => {
  const pause = pauseAskedBy(answer, clock)
  if (pause === undefined) return
  await care.pause(pause)
  throw new HeldBack(
    'skip',
    `${label}: the issuer answered ${answer.status} and asked to be left alone for ${pause} s.`,
  )
}

/**
 * A transport that asks before it sends. An answer that wants a pause is no answer of the software under test: the
 * same request is sent once more when the pause is over, and if that is answered alike the scenario is held back.
 */
export const polite = (send: Transport, care: Care, clock: Clock): Transport => {
  const sendOnce: Transport = async (request) => {
    await admitted(care)
    try {
      const answer = await send(request)
      await care.heard(true)
      return answer
    } catch (error) {
      await care.heard(false)
      throw error
    }
  }

  const sendTwice: Transport = (request) =>
    sendOnce(request).catch((error: unknown) => {
      if (mayRepeat(request, error)) return sendOnce(request)
      throw error
    })

  return async (request) => {
    const answer = await sendTwice(request)
    const pause = pauseAskedBy(answer, clock)
    if (pause === undefined) return answer
    await care.pause(pause)
    const second = await sendTwice(request)
    const again = pauseAskedBy(second, clock)
    if (again === undefined) return second
    await care.pause(again)
    throw new HeldBack(
      'skip',
      `${request.label}: the issuer answered ${second.status}, and again after the pause it asked for.`,
    )
  }
}
