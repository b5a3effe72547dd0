import type { RunningProvider } from '#mocks/op/index.ts'
import { personOf } from '#mocks/op/testing/relying-party.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import type { RunningRelyingParty } from '../index.ts'

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly text: string
}

/** A browser at a service: its cookies there, and those at the issuer. */
export interface Guest {
  readonly cookies: Map<string, string>
  readonly get: (pathOrUrl: string) => Promise<Answer>
  /** From the service to the issuer; the address at which the browser comes back. */
  readonly setOut: (as?: string) => Promise<string>
  /** The whole login; what the service answers at the end of it. */
  readonly logIn: (as?: string) => Promise<Answer>
  /** Who is signed in, asked anew. */
  readonly me: () => Promise<Record<string, unknown> | undefined>
}

const keep = (cookies: Map<string, string>, answer: Response): void => {
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
}

export const guest = (op: RunningProvider, rp: RunningRelyingParty): Guest => {
  const cookies = new Map<string, string>()
  const atIssuer = visitor(op.origin)
  const get: Guest['get'] = async (pathOrUrl) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(pathOrUrl, rp.origin), { redirect: 'manual', headers: { cookie } })
    keep(cookies, answer)
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }
  const setOut: Guest['setOut'] = async (as = 'plain') => {
    const { location, text } = await get('/login')
    if (location === null) throw new Error(`the service sends nobody to the issuer: ${text}`)
    const { away, page } = await atIssuer.through(await atIssuer.get(location), personOf(op, as))
    if (away === undefined) throw new Error(`the issuer sends nobody back: ${page.text}`)
    return away
  }
  return {
    cookies,
    get,
    setOut,
    logIn: async (as) => get(await setOut(as)),
    me: async () => {
      const { status, text } = await get('/me')
      return status === 200 ? JSON.parse(text) : undefined
    },
  }
}
