import { repeatedName } from '#mocks/wire/read-json.ts'
import type { Transport } from './transport.ts'
import { UnusableAnswer } from './transport-error.ts'

const LONGEST = 60

const isJson = (headers: Headers): boolean => /[/+]json\b/i.test(headers.get('content-type') ?? '')

/**
 * RFC 8259 section 4: of a name that comes twice some take the first value and some the last, so what one party
 * has checked another may never have seen.
 */
export const unambiguous =
  (send: Transport): Transport =>
  async (request) => {
    const answer = await send(request)
    const name = isJson(answer.headers) ? repeatedName(answer.text) : undefined
    if (name === undefined) return answer
    throw new UnusableAnswer(
      `${request.label}: the answer is JSON that names "${name.slice(0, LONGEST)}" twice, and readers differ in which they take`,
    )
  }
