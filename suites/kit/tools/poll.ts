import { onlyIfAgreed } from '../agreement.ts'
import type { Client, DeviceAnswer, TokenAnswer, TokenOptions } from '../contract.ts'
import { courtesy } from '../drivers/limits.ts'
import { HeldBack } from '../signals.ts'
import { pollForm } from './device.ts'
import type { Session } from './session.ts'

type Send = (form: Readonly<Record<string, string | undefined>>, options: TokenOptions) => Promise<TokenAnswer>

/** Never sooner than the issuer wants to be asked again; one of ours has its time made. */
const paced = async ({ target, care, intervals }: Session, code: string): Promise<void> => {
  const interval = intervals.get(code) ?? courtesy.usualInterval
  const { id, kind, patience } = target
  if (kind !== 'embedded' && interval > Math.max(courtesy.longestInterval, patience)) {
    const reason = `The issuer wants ${interval} s between two polls: set patience: ${interval} in target "${id}".`
    throw new HeldBack('skip', reason)
  }
  await care.pace(code, interval + courtesy.intervalMargin)
}

/** RFC 8628 sections 3.4 and 3.5. */
export const createPoll =
  (session: Session, send: Send): Client['poll'] =>
  async (of: DeviceAnswer | string, options = {}) => {
    const { intervals } = session
    const form = pollForm(of, options)
    const code = form.device_code ?? ''
    if (options.hasty === true) onlyIfAgreed(session.target)
    else await paced(session, code)
    const answer = await send(form, options)
    await session.care.polled(code)
    if (answer.body.error === 'slow_down') {
      intervals.set(code, (intervals.get(code) ?? courtesy.usualInterval) + courtesy.slowDown)
    }
    return answer
  }
