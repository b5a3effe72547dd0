import type { Recorder, Started } from '#mocks/wire/recorder.ts'
import { bytesOfCookie } from './drivers/jar.ts'

export interface SentCookie {
  readonly name: string
  /** Of name and value together, as browsers count. */
  readonly characters: number
}

/** How much an answer and its request weighed; bytes. */
export interface WeighedAnswer {
  readonly url: string
  readonly status: number
  /** Status line and headers, as far as whoever drives got to see them. */
  readonly head: number
  readonly cookies: readonly SentCookie[]
  /** The Cookie line of the request; 0 without one. */
  readonly cookieLine: number
}

type Headers = Started['request']['headers']

const named = (headers: Headers, wanted: string): readonly string[] =>
  headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))

const STATUS_LINE = 'HTTP/1.1 200 OK\r\n'.length

const headOf = (headers: Headers): number =>
  headers.reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}: ${value}\r\n`), STATUS_LINE + 2)

const sentCookie = (line: string): SentCookie => ({
  name: line.split(/[=;]/, 1)[0]?.trim() ?? '',
  characters: bytesOfCookie(line),
})

/** `Cookie: ` included. */
const cookieLineOf = (headers: Headers): number =>
  named(headers, 'cookie').reduce((most, value) => Math.max(most, value.length + 'Cookie: '.length), 0)

/** A recorder that weighs what passes: what it keeps has lost its cookies. */
export const weighing = (
  recorder: Recorder,
): { readonly recorder: Recorder; readonly weighed: () => readonly WeighedAnswer[] } => {
  const answers: WeighedAnswer[] = []
  return {
    recorder: {
      ...recorder,
      start: (started) => {
        const end = recorder.start(started)
        return (ended) => {
          const { request = started.request, response } = ended
          if (response) {
            const { status, headers } = response
            const cookies = named(headers, 'set-cookie').map(sentCookie)
            const cookieLine = cookieLineOf(request.headers)
            answers.push({ url: request.url, status, head: headOf(headers), cookies, cookieLine })
          }
          return end(ended)
        }
      },
    },
    weighed: () => answers,
  }
}
