import { rename, rm, writeFile } from 'node:fs/promises'
import type { Reply } from '#mocks/wire/message.ts'
import { type Listening, listen } from '#mocks/wire/server.ts'

/**
 * A reader sees the old file or the new one, never half of it; the textfile collector takes no file that is being written,
 * for its name ends in something else than `.prom`.
 */
export const writeMetrics = async (file: string, text: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

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
