import type { APIResponse, BrowserContext } from 'playwright'
import type { HttpAnswer } from '../contract.ts'
import { rememberExchange } from '../evidence.ts'
import type { BrowserAgentOptions } from '../world.ts'
import { usualLimits } from './limits.ts'
import { answerOf } from './transport.ts'
import { during, troubleOf } from './transport-error.ts'

/** Playwright says what went wrong in a sentence; the code in it is that of the system. */
const coded = (error: unknown): unknown => {
  const code =
    error instanceof Error ? /\b(E[A-Z]{4,}|ERR_\w+|CERT_\w+|socket hang up)\b/.exec(error.message)?.[1] : undefined
  if (code === undefined) return error
  return Object.assign(new Error(code), { code: code === 'socket hang up' ? 'ECONNRESET' : code })
}

const answered = async (url: string, response: APIResponse): Promise<HttpAnswer> => {
  const headers = response.headersArray().map(({ name, value }): [string, string] => [name, value])
  return answerOf(url, response.status(), new Headers(headers), await response.text())
}

/** A request of this browser beside its page: with its cookies and its name, and without its engine, which takes ten times as long. */
export const askBeside = async (
  context: BrowserContext,
  { recorder, redactor, limits = usualLimits }: BrowserAgentOptions,
  url: string,
  label: string,
): Promise<HttpAnswer> => {
  const cookie = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers: [string, string][] = cookie === '' ? [] : [['cookie', cookie]]
  const end = recorder.start({ from: 'browser', to: 'op', label, request: { method: 'GET', url, headers } })
  try {
    const response = await context.request.get(url, { maxRedirects: 0, timeout: limits.milliseconds })
    const answer = await answered(url, response)
    const { status, text } = answer
    rememberExchange(answer, end({ response: { status, headers: [...answer.headers], body: text } }))
    return answer
  } catch (error) {
    const trouble = troubleOf(coded(error), limits)
    end({ failure: trouble.message })
    throw during(`${label}, GET ${redactor.url(url)}`, trouble)
  }
}
