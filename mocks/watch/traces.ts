import { createHash, randomUUID } from 'node:crypto'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Answer, handleNames } from './answer.ts'
import { Memory } from './memory.ts'

/** Shorter values are settings, and many browsers have the same. */
const SHORTEST_COOKIE = 16
const MOST = 20_000

const SHOWN = [...handleNames, 'token', 'subject_token', 'id_token_hint', 'device_user_code'] as const

/** Tokens may have thousands of characters, and there are many of them. */
const keyOf = (handle: string): string =>
  handle.length <= 64 ? handle : createHash('sha256').update(handle).digest('base64url')

const bearer = (call: Call): string | undefined =>
  /^(?:bearer|dpop) +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]

const cookiesSet = ({ headers }: Reply): readonly (readonly [name: string, value: string])[] =>
  headers.flatMap(([header, line]) => {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(header.toLowerCase() === 'set-cookie' ? line : '') ?? []
    return value.length < SHORTEST_COOKIE ? [] : [[name.trim(), value] as const]
  })

/** The address of a form names the tab, or the login, that it is for: one browser may log in in several. */
const tabsIn = ({ body = '', headers }: Reply): readonly string[] => {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? ''
  const found = [...`${location} ${body}`.matchAll(/[?&;](?:tab_id|AuthState)=([\w-]{6,64})/g)]
  return [...new Set(found.map(([, id = '']) => id))]
}

/** What requests and answers leave behind, by which the next request is known: codes and tokens, tabs, cookies. */
export class Traces {
  readonly #logins = new Memory<string>(MOST)
  readonly #browsers = new Memory<string>(MOST)
  readonly #current = new Memory<string>(MOST)

  /** By a code or token that the request shows. */
  loginShown(call: Call): string | undefined {
    const shown = SHOWN.flatMap((name) => [call.form?.get(name), call.query.get(name)]).concat(bearer(call))
    for (const handle of shown) {
      const login = handle ? this.#logins.get(keyOf(handle)) : undefined
      if (login !== undefined) return login
    }
    return undefined
  }

  /** By the tab, and else by what this browser was about last. */
  loginIn(call: Call, browser: string | undefined): string | undefined {
    const tab = call.query.get('tab_id') ?? call.query.get('AuthState') ?? ''
    return this.#logins.get(`tab ${tab}`) ?? (browser === undefined ? undefined : this.#current.get(browser))
  }

  browserOf(call: Call): string | undefined {
    for (const [name, value] of call.cookies) {
      const browser = this.#browsers.get(keyOf(`${name}=${value}`))
      if (browser !== undefined) return browser
    }
    return undefined
  }

  /** The browser that a request of a person comes from is about this login now. */
  enter(browser: string | undefined, login: string): string {
    const name = browser ?? randomUUID()
    this.#current.set(name, login)
    return name
  }

  follow(login: string, browser: string | undefined, reply: Reply, answer: Answer): void {
    for (const handle of Object.values(answer.gives)) this.#logins.set(keyOf(handle), login)
    for (const tab of tabsIn(reply)) this.#logins.set(`tab ${tab}`, login)
    if (browser !== undefined) {
      for (const [name, value] of cookiesSet(reply)) this.#browsers.set(keyOf(`${name}=${value}`), browser)
    }
  }

  clear(): void {
    for (const memory of [this.#logins, this.#browsers, this.#current]) memory.clear()
  }
}
