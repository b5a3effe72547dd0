import type { CDPSession } from 'playwright'
import type { Care } from '../care/care.ts'
import { HeldBack } from '../signals.ts'
import type { Limits } from './limits.ts'
import { TransportError, tooLarge, UnusableAnswer } from './transport-error.ts'

/** What a page may not do to us, whatever its scripts try. */
export interface Guard {
  /** Whether a request may leave; `page` for one that would replace what the user sees. */
  readonly admit: (page: boolean) => Promise<boolean>
  /** A new step begins. */
  readonly reset: () => void
  /** Resolves, with the reason, when the step is over whatever else may come of it. */
  readonly over: () => Promise<Error>
}

/** Counts pages and bytes of one tab, and stops it when there are too many. */
export const guard = async (devtools: CDPSession, care: Care | undefined, limits: Limits): Promise<Guard> => {
  const received = new Map<string, number>()
  let pages = 0
  let over: Error | undefined
  let upcoming = Promise.withResolvers<Error>()

  const stop = (reason: Error): void => {
    over ??= reason
    upcoming.resolve(over)
    // A tab that closes meanwhile has stopped.
    devtools.send('Page.stopLoading').catch(() => {})
  }

  devtools.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const bytes = (received.get(requestId) ?? 0) + dataLength
    received.set(requestId, bytes)
    if (bytes > limits.bytes) stop(tooLarge(limits))
  })
  await devtools.send('Network.enable')

  return {
    admit: async (page) => {
      if (page) pages += 1
      if (pages > limits.redirects + 1) stop(new UnusableAnswer(`more than ${limits.redirects} redirects`))
      const refused = over === undefined ? await care?.admit() : undefined
      if (refused !== undefined) stop(new HeldBack('skip', refused))
      return over === undefined
    },
    reset: () => {
      pages = 0
      over = undefined
      upcoming = Promise.withResolvers<Error>()
      received.clear()
    },
    over: () => upcoming.promise,
  }
}

const firstLine = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? ''
}

const UNREACHED = /ERR_(CONNECTION_REFUSED|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED)/
const OF_THE_PAGE = /net::ERR_|Download is starting|crashed|^page\.(goto|waitFor\w+): Timeout/

/** What went wrong in the browser, and whether the issuer is to blame for it. */
export const browserTrouble = (error: unknown): TransportError => {
  if (error instanceof TransportError) return error
  const line = firstLine(error)
  if (!UNREACHED.test(line) && OF_THE_PAGE.test(line)) return new UnusableAnswer(line)
  return new TransportError(line)
}

/** A page whose scripts never rest answers no question about it. */
export const inTime = async <T>(asked: Promise<T>, milliseconds: number): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = () => reject(new UnusableAnswer(`the page does not answer within ${milliseconds / 1000} s`))
  const timer = setTimeout(late, milliseconds)
  // The loser must not end the process.
  asked.catch(() => {})
  try {
    return await Promise.race([asked, promise])
  } finally {
    clearTimeout(timer)
  }
}
