import { Client } from 'undici'

export interface Answer {
  readonly status: number
  readonly location?: string
  readonly text: string
}

/** A user with a connection of their own, which stays open, and cookies, which `forget` drops. */
export interface UserAgent {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly post: (
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
  readonly forget: () => void
  readonly close: () => Promise<void>
}

const asList = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

// Names and values are all that matter on one origin; a full cookie jar would cost more than the server does.
const keep = (cookies: Map<string, string>, setCookie: string): void => {
  const [pair = ''] = setCookie.split(';', 1)
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  if (value === '' || /;\s*max-age=0/i.test(setCookie)) cookies.delete(name)
  else cookies.set(name, value)
}

export const userAgent = (origin: string): UserAgent => {
  const client = new Client(origin)
  const cookies = new Map<string, string>()
  const send = async (method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string) => {
    if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await client.request({ method, path, headers, body: body ?? null })
    for (const line of asList(answer.headers['set-cookie'])) keep(cookies, line)
    const [location] = asList(answer.headers.location)
    return { status: answer.statusCode, text: await answer.body.text(), ...(location !== undefined && { location }) }
  }
  return {
    get: (path, headers) => send('GET', path, { ...headers }),
    post: (path, form, headers) =>
      send(
        'POST',
        path,
        { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams(form).toString(),
      ),
    forget: () => cookies.clear(),
    close: () => client.close(),
  }
}
