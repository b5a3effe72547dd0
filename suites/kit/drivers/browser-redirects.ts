import type { CDPSession } from 'playwright'
import { isAt, isHome } from './agent.ts'
import { isInside } from './known-hosts.ts'

/** A request to one of our redirect URIs, or to a host that is not the issuer's, taken off the wire. */
export interface Redirected {
  readonly url: string
  /** Absent: the issuer led to strangers. */
  readonly redirectUri?: string
  /** Of a POST. */
  readonly body?: string
}

export interface Intercepted {
  /** Further redirect URIs, for a request that names one of its own. */
  readonly also: (redirectUris: readonly string[]) => void
  readonly seen: () => boolean
  /** Whether a request of the page, or of a frame in it, is not let out; `setOut`: no redirect led to it. */
  readonly stops: (url: string, inFrame: boolean, setOut?: boolean) => boolean
  /** The redirect that was seen, once. */
  readonly taken: () => Redirected | undefined
  /** Resolves with the next one. */
  readonly next: () => Promise<void>
  /** A new journey begins at this address; `there`: it leads there first, be it a redirect URI of a service that runs. */
  readonly reset: (address: string, there?: boolean) => void
}

interface Paused {
  readonly requestId: string
  readonly resourceType: string
  readonly frameId: string
  readonly request: {
    readonly url: string
    readonly urlFragment?: string
    readonly method: string
    readonly postData?: string
  }
}

// Without an icon of its own the browser would ask the host for one.
const PAGE = Buffer.from(
  '<!doctype html><title>Callback</title><link rel=icon href="data:,"><p>Back at the client.',
).toString('base64')

/** What a browser may be led to: the redirect URIs at which it stops, and the hosts of the issuer. */
export interface Ways {
  readonly redirectUris: readonly string[]
  readonly hosts: readonly string[]
  /** Whether a request may leave; `page` for one that would replace what the user sees. */
  readonly admit: (page: boolean) => Promise<boolean>
  /** Look at what pages load beside themselves, too: they are of somebody else. */
  readonly all: boolean
}

/**
 * Stops at the redirect URIs, and before strangers. Playwright's routes see no redirected request, so this speaks to
 * DevTools itself, whose Fetch domain pauses each hop.
 */
export const interceptAt = async (
  devtools: CDPSession,
  { redirectUris, hosts, admit, all }: Ways,
): Promise<Intercepted> => {
  const known = new Set(redirectUris)
  let redirected: Redirected | undefined
  let upcoming = Promise.withResolvers<void>()

  let here = ''
  let wanted: string | undefined
  const { frameTree } = await devtools.send('Page.getFrameTree')

  const redirectUriOf = (url: string): string | undefined => [...known].find((each) => isAt(url, each))
  const isWanted = (url: string, setOut: boolean): boolean =>
    url === wanted || (setOut && url === wanted?.split('#', 1)[0])
  // Playwright tells of no fragment, DevTools does.
  const stops = (url: string, inFrame: boolean, setOut = false): boolean =>
    !isWanted(url, setOut) && (redirectUriOf(url) !== undefined || !(inFrame || isHome(url, here, hosts)))

  const letOut = async (requestId: string, page: boolean): Promise<void> => {
    if (await admit(page)) {
      await devtools.send('Fetch.continueRequest', { requestId })
      return
    }
    await devtools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
    upcoming.resolve()
  }

  const take = async ({ requestId, resourceType, frameId, request }: Paused): Promise<void> => {
    const url = `${request.url}${request.urlFragment ?? ''}`
    const inFrame = frameId !== frameTree.frame.id
    if (all && !redirectUriOf(url) && isInside(url, hosts)) {
      await devtools.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' })
      return
    }
    if (resourceType !== 'Document') return letOut(requestId, false)
    if (!stops(url, inFrame)) return letOut(requestId, !inFrame)
    const redirectUri = redirectUriOf(url)
    const body = request.method === 'POST' ? (request.postData ?? '') : undefined
    redirected = { url, ...(redirectUri === undefined ? {} : { redirectUri }), ...(body === undefined ? {} : { body }) }
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
  const pattern = { urlPattern: '*', ...(all ? {} : { resourceType: 'Document' as const }) }
  await devtools.send('Fetch.enable', { patterns: [pattern] })

  return {
    also: (more) => {
      for (const each of more) if (URL.canParse(each)) known.add(each)
    },
    seen: () => redirected !== undefined,
    stops,
    taken: () => redirected,
    next: () => upcoming.promise,
    reset: (address, there = false) => {
      here = address
      wanted = there ? new URL(address).href : undefined
      redirected = undefined
      upcoming = Promise.withResolvers<void>()
    },
  }
}
