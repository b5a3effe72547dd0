import type { Request, Response, Page as Tab } from 'playwright'
import type { Ended } from '#mocks/wire/recorder.ts'
import type { HttpAnswer } from '../contract.ts'
import type { BrowserAgentOptions } from '../world.ts'
import type { Intercepted } from './browser-redirects.ts'
import { answerOf } from './transport.ts'

export interface Observer {
  /** For the next navigation; what follows by itself is a redirect. */
  readonly label: (label: string) => void
  /** The last answer that led to the page shown, and its exchange. */
  readonly lastAnswer: () => Promise<{ readonly answer: HttpAnswer; readonly key?: string }>
  /** Everything seen so far is recorded. */
  readonly done: () => Promise<void>
}

const NOTHING: HttpAnswer = answerOf('', 0, new Headers(), '')

const isWorthRecording = (request: Request): boolean =>
  request.isNavigationRequest() || ['xhr', 'fetch'].includes(request.resourceType())

const pairs = (headers: readonly { name: string; value: string }[]): [string, string][] =>
  headers.map(({ name, value }) => [name, value])

/** Redirects have no body, and that of a page which was left at once is gone. */
const bodyOf = async (response: Response): Promise<string> => {
  try {
    return await response.text()
  } catch {
    return ''
  }
}

const endedWith = async (request: Request, response: Response | null): Promise<Ended & { answer?: HttpAnswer }> => {
  const body = request.postData()
  const sent = {
    method: request.method(),
    url: request.url(),
    headers: pairs(await request.headersArray()),
    ...(body === null ? {} : { body }),
  }
  if (!response) return { request: sent, failure: request.failure()?.errorText ?? 'no answer' }
  const headers = pairs(await response.headersArray())
  const text = await bodyOf(response)
  const status = response.status()
  return {
    request: sent,
    response: { status, headers, body: text },
    answer: answerOf(response.url(), status, new Headers(headers), text),
  }
}

/** Records what the tab does on its own, but no request that never left: those to our redirect URIs, and to strangers. */
export const observe = (tab: Tab, { recorder }: BrowserAgentOptions, { stops }: Intercepted): Observer => {
  let next: string | undefined
  let last: Promise<{ readonly answer: HttpAnswer; readonly key?: string }> = Promise.resolve({ answer: NOTHING })
  const pending = new Set<Promise<unknown>>()
  const started = new Map<Request, ReturnType<typeof recorder.start>>()

  const end = (request: Request): void => {
    const finish = started.get(request)
    started.delete(request)
    if (!finish) return
    const recorded = request.response().then(async (response) => {
      const { answer, ...ended } = await endedWith(request, response)
      const key = finish(ended)
      return { answer: answer ?? NOTHING, key }
    })
    pending.add(recorded)
    recorded.then(
      () => pending.delete(recorded),
      () => pending.delete(recorded),
    )
    if (request.isNavigationRequest() && request.frame() === tab.mainFrame()) last = recorded
  }

  tab.on('request', (request) => {
    if (!isWorthRecording(request)) return
    const navigates = request.isNavigationRequest()
    const setOut = request.redirectedFrom() === null
    if (navigates && stops(request.url(), request.frame() !== tab.mainFrame(), setOut)) return
    const label = navigates ? (next ?? 'redirect') : 'script'
    if (navigates) next = undefined
    const known = { method: request.method(), url: request.url(), headers: [] }
    started.set(request, recorder.start({ from: 'browser', to: 'op', label, request: known }))
  })
  tab.on('requestfinished', end)
  tab.on('requestfailed', end)

  return {
    label: (label) => {
      next = label
    },
    lastAnswer: () => last,
    done: async () => {
      await Promise.allSettled(pending)
    },
  }
}
