import type { Bend } from '#fixtures/schema/fault.ts'
import type { AuthnRequest } from '#mocks/saml/messages.ts'
import { readAuthnRequest } from '#mocks/saml/read-messages.ts'
import { type Received, receivePost, receiveRedirect } from '#mocks/saml/receive.ts'
import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import type { RunningServiceProvider } from '../index.ts'
import type { Person, Speaker } from './idp.ts'

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly text: string
}

export interface Request extends Received {
  readonly request: AuthnRequest
}

/** A browser at a service provider, and at an identity provider that says what it is told to. */
export interface Browser {
  readonly cookies: Map<string, string>
  readonly get: (pathOrUrl: string) => Promise<Answer>
  readonly post: (pathOrUrl: string, form: Readonly<Record<string, string>>) => Promise<Answer>
  /** From the service provider to the identity provider, with its request. */
  readonly setOut: (path?: string) => Promise<Request>
  /** Brings a response. */
  readonly bring: (xml: string, relayState?: string) => Promise<Answer>
  /** The whole login; what the service provider answers at the end of it. */
  readonly logIn: (bends?: readonly Bend[], about?: Person) => Promise<Answer>
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

export const fieldsIn = (page: string): URLSearchParams =>
  new URLSearchParams(
    [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )

const requestIn = ({ location, text }: Answer): Request => {
  const received = location === null ? receivePost(fieldsIn(text)) : receiveRedirect(location.split('?')[1] ?? '')
  return { ...received, request: readAuthnRequest(received.message) }
}

export const browser = (sp: RunningServiceProvider, keyOfSp: CertifiedKey, speaker: Speaker): Browser => {
  const cookies = new Map<string, string>()
  const ask = async (pathOrUrl: string, form?: Readonly<Record<string, string>>): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const answer = await fetch(new URL(pathOrUrl, sp.origin), { redirect: 'manual', headers: { cookie }, ...sent })
    keep(cookies, answer)
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }
  const setOut: Browser['setOut'] = async (path = '/login') => requestIn(await ask(path))
  const bring: Browser['bring'] = (xml, relayState = '') =>
    ask(sp.acs, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState })
  return {
    ...{ cookies, get: ask, post: ask, setOut, bring },
    logIn: async (bends = [], about) => {
      const { request, relayState } = await setOut()
      return bring(speaker.say(request, keyOfSp, bends, about), relayState)
    },
    me: async () => {
      const { status, text } = await ask('/me')
      return status === 200 ? JSON.parse(text) : undefined
    },
  }
}
