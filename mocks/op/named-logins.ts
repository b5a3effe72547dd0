import type { Call, Reply } from '#mocks/wire/message.ts'
import { readJson } from '#mocks/wire/read-json.ts'

/** Who drives the browser sets it at the issuer's address, and so gives its login a name. */
export const LOGIN_COOKIE = 'aai-login'

/** What a login leads from one request to the next. */
const HANDLES = ['code', 'access_token', 'refresh_token', 'id_token'] as const
const SHOWN = [...HANDLES, 'token', 'subject_token', 'id_token_hint'] as const

const bearer = (call: Call): string | undefined => /^bearer +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What is kept beside, though no request is known by it. */
const CARRIED = ['SAMLResponse', 'RelayState'] as const

type Handle = (typeof HANDLES)[number] | (typeof CARRIED)[number]
const isHandle = (name: string): boolean => HANDLES.some((handle) => handle === name)

type Given = readonly (readonly [name: Handle, value: string])[]

const named = (at: (name: Handle) => unknown): Given =>
  [...HANDLES, ...CARRIED].flatMap((name) => {
    const value = at(name)
    return isText(value) ? [[name, value] as const] : []
  })

const inUrl = (url: string): Given => {
  const { searchParams, hash } = new URL(url, 'http://nowhere.invalid')
  const fragment = new URLSearchParams(hash.slice(1))
  return named((name) => searchParams.get(name) ?? fragment.get(name))
}

const inBody = (body: string): Given => {
  const value = readJson(body)
  if (typeof value === 'object' && value !== null) return named((name) => (value as Record<string, unknown>)[name])
  // OAuth 2.0 Form Post Response Mode: a page with hidden fields.
  const fields = new Map([...body.matchAll(/name="(\w+)" value="([^"]+)"/gi)].map(([, name, text]) => [name, text]))
  return named((name) => fields.get(name))
}

const givenBy = ({ headers, body = '' }: Reply): Given => {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return location === undefined ? inBody(body) : inUrl(location)
}

/**
 * Logins that have a name, so that many faults can be played at one service at once: the browser brings the name to the
 * authorization endpoint, the code carries it to the token endpoint, the tokens to all others.
 */
export class NamedLogins {
  readonly #byHandle = new Map<string, string>()
  readonly #latest = new Map<string, Readonly<Record<string, string>>>()

  /** What the answer to a request of this login gives belongs to it, too. */
  follow(login: string | undefined, reply: Reply): void {
    if (login === undefined) return
    const given = givenBy(reply)
    for (const [name, handle] of given) if (isHandle(name)) this.#byHandle.set(handle, login)
    if (given.length > 0) this.#latest.set(login, { ...this.#latest.get(login), ...Object.fromEntries(given) })
  }

  /** The latest code and tokens that it was given, by the names of their parameters. */
  givenTo(login: string): Readonly<Record<string, string>> {
    return this.#latest.get(login) ?? {}
  }

  /** The login that a request belongs to; undefined for most, which have no name. */
  nameOf(call: Call): string | undefined {
    if (this.#byHandle.size === 0) return call.cookies.get(LOGIN_COOKIE)
    const shown = SHOWN.flatMap((name) => [call.form?.get(name), call.query.get(name)]).concat(bearer(call))
    for (const handle of shown) {
      const login = handle ? this.#byHandle.get(handle) : undefined
      if (login !== undefined) return login
    }
    return call.cookies.get(LOGIN_COOKIE)
  }
}
