import { gunzipSync } from 'node:zlib'

/** The page with the packed details of its results in the open, as a reader sees them once all are opened. */
export const unpacked = (page: string): string =>
  page.replaceAll(/<script type="text\/plain">([^<]*)<\/script>/g, (_, base64: string) => {
    const details: readonly string[] = JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString('utf8'))
    return `\n${details.map((detail) => `<script type="text/plain">${detail}</script>`).join('\n')}`
  })
