import type { Reply } from '#mocks/wire/message.ts'
import { type Listening, listen } from '#mocks/wire/server.ts'

const plain = (status: number, body: string, type = 'text/plain; charset=utf-8'): Reply => ({
  status,
  headers: [
    ['Content-Type', type],
    ['Cache-Control', 'no-store'],
  ],
  body,
})

const METRICS = 'text/plain; version=0.0.4; charset=utf-8'

/** `GET /metrics` at this address, made anew for each request. Rejects with the system's error when the port is taken. */
export const serveMetrics = (
  at: { readonly host: string; readonly port: number },
  text: () => string,
): Promise<Listening> =>
  listen({ ...at, maxBody: 0, failure: () => plain(500, 'The metrics could not be made.\n') }, async (call) => {
    if (call.path !== '/metrics') return plain(404, 'The metrics are at /metrics.\n')
    if (call.method !== 'GET' && call.method !== 'HEAD') {
      const { headers, ...rest } = plain(405, 'Metrics are only read.\n')
      return { ...rest, headers: [...headers, ['Allow', 'GET, HEAD']] }
    }
    return plain(200, text(), METRICS)
  })
