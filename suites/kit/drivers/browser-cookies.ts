import type { CDPSession } from 'playwright'
import type { KeptCookie } from './agent.ts'

/** What would be sent to an address. Playwright tells Lax where a cookie says nothing of SameSite; Chromium itself does not. */
export const cookiesAt = async (devtools: CDPSession, url: string): Promise<readonly KeptCookie[]> => {
  const { cookies } = await devtools.send('Network.getCookies', { urls: [url] })
  return cookies.map(({ name, value, httpOnly, secure, sameSite }) => ({
    ...{ name, value, httpOnly, secure },
    ...(sameSite ? { sameSite: sameSite.toLowerCase() } : {}),
  }))
}
