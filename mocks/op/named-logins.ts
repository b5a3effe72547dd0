import type { Call, Reply } from '#mocks/wire/message.ts'
import { readJson } from '#mocks/wire/read-json.ts'

/** Who drives the browser sets it at the issuer's address, and so gives its login a name. */
export const LOGIN_COOKIE = 'aai-login'

/** What a login leads from one request to the next. */
const HANDLES = ['code', 'access_token', 'refresh_token', 'id_token'] as const
const SHOWN = [...HANDLES, 'token', 'subject_token', 'id_token_hint'] as const

const bearer = (call: Call): string | undefined => /^bearer +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const inUrl = (url: string): readonly string[] => {
  const { searchParams, hash } = new URL(url, 'http://nowhere.invalid')
  const fragment = new URLSearchParams(hash.slice(1))
  return HANDLES.flatMap((name) => [searchParams.get(name), fragment.get(name)]).filter(isText)
}

const inBody = (body: string): readonly string[] => {
  const value = readJson(body)
  if (typeof value === 'object' && value !== null) {
    return HANDLES.map((name) => (value as Record<string, unknown>)[name]).filter(isText)
  }
  // OAuth 2.0 Form Post Response Mode: a page with hidden fields.
  const fields = body.matchAll(/name="(\w+)" value="([^"]+)"/gi)
  return [...fields].flatMap(([, name, text]) => (HANDLES.some((handle) => handle === name) ? (text ?? []) : []))
}

const givenBy = ({ headers, body = '' }: Reply): readonly string[] => {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return location === undefined ? inBody(body) : inUrl(location)
}

/**
 * Logins that have a name, so that many faults can be played at one service at once: the browser brings the name to the
 * authorization endpoint, the code carries it to the token endpoint, the tokens to all others.
 */
export class NamedLogins {
  readonly #byHandle = new Map<string, string>()

  /** What the answer to a request of this login gives belongs to it, too. */
  follow(login: string | undefined, reply: Reply): void {
    if (login !== undefined) for (const handle of givenBy(reply)) this.#byHandle.set(handle, login)
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
