import type { CDPSession } from 'playwright'
import { isAt } from './agent.ts'

/** A request to one of our redirect URIs, taken off the wire. */
export interface Redirected {
  readonly url: string
  readonly redirectUri: string
  /** Of a POST. */
  readonly body?: string
}

export interface Intercepted {
  /** Further redirect URIs, for a request that names one of its own. */
  readonly also: (redirectUris: readonly string[]) => Promise<void>
  readonly seen: () => boolean
  /** The redirect that was seen, once. */
  readonly taken: () => Redirected | undefined
  /** Resolves with the next one. */
  readonly next: () => Promise<void>
  readonly reset: () => void
}

interface Paused {
  readonly requestId: string
  readonly request: {
    readonly url: string
    readonly urlFragment?: string
    readonly method: string
    readonly postData?: string
  }
}

const withoutParameters = (url: string): string => url.split(/[?#]/, 1)[0] ?? ''

/** In DevTools patterns `*` and `?` are wild. */
const patternOf = (redirectUri: string): string => `${withoutParameters(redirectUri).replaceAll(/[\\*?]/g, '\\$&')}*`

const PAGE = Buffer.from('<!doctype html><title>Callback</title><p>Back at the client.').toString('base64')

/**
 * Stops at the redirect URIs. Playwright's routes see no redirected request, so this speaks to DevTools itself,
 * whose Fetch domain pauses each hop.
 */
export const interceptAt = async (devtools: CDPSession, redirectUris: readonly string[]): Promise<Intercepted> => {
  const known = new Set(redirectUris)
  let redirected: Redirected | undefined
  let upcoming = Promise.withResolvers<void>()

  const enable = () =>
    devtools.send('Fetch.enable', { patterns: [...known].map((each) => ({ urlPattern: patternOf(each) })) })

  const take = async ({ requestId, request }: Paused): Promise<void> => {
    const url = `${request.url}${request.urlFragment ?? ''}`
    const redirectUri = [...known].find((each) => isAt(url, each))
    if (redirectUri === undefined) {
      await devtools.send('Fetch.continueRequest', { requestId })
      return
    }
    const body = request.method === 'POST' ? (request.postData ?? '') : undefined
    redirected = { url, redirectUri, ...(body === undefined ? {} : { body }) }
    await devtools.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html' }],
      body: PAGE,
    })
    upcoming.resolve()
  }

  devtools.on('Fetch.requestPaused', (event) => {
    // A tab that closes meanwhile needs no answer.
    take(event).catch(() => {})
  })
  await enable()

  return {
    also: async (more) => {
      const before = known.size
      for (const each of more) if (URL.canParse(each)) known.add(each)
      if (known.size > before) await enable()
    },
    seen: () => redirected !== undefined,
    taken: () => redirected,
    next: () => upcoming.promise,
    reset: () => {
      redirected = undefined
      upcoming = Promise.withResolvers<void>()
    },
  }
}
