import type { SignIn } from '../contract-service.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { Guest } from './service-login.ts'
import type { Session } from './session.ts'

type Readable = readonly (readonly [place: string, text: string])[]

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const AREAS = ['local', 'session'] as const

const storedIn = async (browser: Guest): Promise<Readable> => {
  if (browser.driver !== 'browser') return []
  const found: (readonly [string, string])[] = []
  for (const area of AREAS) {
    const { texts } = await browser.read({ storage: { area, key: '*' } })
    found.push([`${area} storage`, texts.join('\n')])
  }
  return found
}

/** What scripts of the service's pages can read after a login, by where it stands. */
const readable = async ({ whoami }: ServiceSeed, { browser, answer, cookies }: SignIn): Promise<Readable> => {
  const told = whoami?.url === undefined ? undefined : await browser.open(whoami.url, { label: 'who is signed in' })
  const open = cookies.filter(({ httpOnly }) => !httpOnly)
  return [
    ['the page after the login', answer?.text ?? ''],
    ['what whoami answers', told?.text ?? ''],
    ...open.map(({ name, value }) => [`the cookie ${name}`, decoded(value)] as const),
    ...(await storedIn(browser as Guest)),
  ]
}

const TOKENS = ['access_token', 'refresh_token', 'id_token'] as const

/** `access_token in local storage`: what is there in full is there for whoever gets a script into the page. */
export const exposedIn = async ({ desk }: Session, service: ServiceSeed, login: SignIn): Promise<readonly string[]> => {
  const given = await desk.given(login.name)
  const places = await readable(service, login)
  return TOKENS.flatMap((name) => {
    const token = given[name]
    if (token === undefined) return []
    return places.filter(([, text]) => text.includes(token)).map(([place]) => `${name} in ${place}`)
  })
}
