import { Cookie, CookieJar } from 'tough-cookie'
import type { KeptCookie } from './agent.ts'
import { cookieLimits } from './limits.ts'

/** The cookies of one browser. */
export interface Jar {
  /** What is sent to an address; empty for nothing. */
  readonly header: (url: string) => Promise<string>
  /** The Set-Cookie lines of an answer. */
  readonly keep: (lines: readonly string[], url: string) => Promise<void>
  /** Of all origins that answered. */
  readonly cookies: () => Promise<readonly Omit<KeptCookie, 'value'>[]>
  readonly cookiesFor: (url: string) => Promise<readonly KeptCookie[]>
  readonly mark: (url: string, name: string, value: string) => Promise<void>
}

const told = ({ key, httpOnly, secure, sameSite }: Cookie): Omit<KeptCookie, 'value'> => ({
  ...{ name: key, httpOnly, secure },
  ...(sameSite ? { sameSite } : {}),
})

/** Bytes of name and value together, which is what browsers count; attributes are no part of it. */
export const bytesOfCookie = (line: string): number => {
  const { key = '', value = '' } = Cookie.parse(line, { loose: true }) ?? {}
  return Buffer.byteLength(key) + Buffer.byteLength(value)
}

/** As many as a real browser would have, and none that is too long for one. */
export const createJar = (): Jar => {
  const jar = new CookieJar(undefined, { looseMode: true, rejectPublicSuffixes: false })
  const origins = new Set<string>()
  const known = new Set<string>()
  return {
    header: (url) => jar.getCookieString(url),
    keep: async (lines, url) => {
      origins.add(new URL(url).origin)
      for (const line of lines) {
        const name = `${new URL(url).host} ${line.split('=', 1)[0]}`
        if (bytesOfCookie(line) > cookieLimits.bytes || (known.size >= cookieLimits.count && !known.has(name))) continue
        known.add(name)
        await jar.setCookie(line, url, { ignoreError: true })
      }
    },
    cookies: async () => {
      const all = await Promise.all(
        [...origins].map((origin) => jar.store.findCookies(new URL(origin).hostname, null, true)),
      )
      return all.flat().map(told)
    },
    cookiesFor: async (url) => (await jar.getCookies(url)).map((cookie) => ({ ...told(cookie), value: cookie.value })),
    mark: async (url, name, value) => {
      await jar.setCookie(`${name}=${value}; Path=/${url.startsWith('https:') ? '; Secure' : ''}`, url)
    },
  }
}
