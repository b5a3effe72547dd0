import { describe, expect, test } from 'vitest'
import { settings } from '#mocks/proxy/index.ts'
import { installMatchers } from '../checks.ts'
import type { Sized, SizedLogin, SizedLogout } from '../contract-service-sizes.ts'
import { judging, newJudgement } from '../judgement.ts'
import { HeldBack } from '../signals.ts'
import { seedAt } from '../testing/seed.ts'

installMatchers()

const login = {} as SizedLogin['login']
const measured = { cookieLine: 60, dropped: [] }

const one = (length: number, rest: Partial<SizedLogin> = {}): SizedLogin => ({
  ...{ length, longest: length, login, outcome: 'signed-in' },
  ...measured,
  ...rest,
})

const TOO_BIG = 'upstream sent too big header while reading response header from upstream'
const at502 = { outcome: 'refused-at-callback', status: 502, proxySays: TOO_BIG } as const
const TOO_LONG = 'client sent too long header line'

const direct = (...each: SizedLogin[]): Sized<SizedLogin> => ({ each })
const behind = (directives: string, ...each: SizedLogin[]): Sized<SizedLogin> => ({
  each,
  proxy: { title: 'NGINX 1.22.1', directives },
})

const target = await seedAt()

/** What a judgement says; undefined when it holds. */
const said = (check: () => void): string | undefined => {
  try {
    judging(newJudgement(target), check)
    return undefined
  } catch (error) {
    if (error instanceof HeldBack) return `${error.verdict}: ${error.message}`
    return error instanceof Error ? error.message : String(error)
  }
}

const GUIDE = 'proxy_buffers 4 256k; proxy_buffer_size 128k; proxy_busy_buffers_size 256k;'
const SERVER_SIDE = 'Better: keep tokens on the server, and only the name of the session in the cookie.'

describe('each way to fail has its own sentence, with what was measured and what to do', () => {
  test.for<{ what: string; sized: Sized<SizedLogin>; says: string }>([
    {
      what: 'a head too large for NGINX as it comes',
      sized: behind(
        settings.defaults,
        one(1400),
        one(3000, { ...at502, head: 6331 }),
        one(6000, { ...at502, head: 12_400 }),
      ),
      says: `behind NGINX 1.22.1, tokens of 1400 characters: signed in; of 3000 and 6000: 502 at the callback, by the proxy (“${TOO_BIG}”): a head of 6331 bytes, of which the proxy reads 4096. Set in NGINX: ${GUIDE} ${SERVER_SIDE}`,
    },
    {
      what: 'a head too large for the guide, too',
      sized: behind(settings.guide, one(12_000, { ...at502, head: 140_000 })),
      says: `behind NGINX 1.22.1, tokens of 12000 characters: 502 at the callback, by the proxy (“${TOO_BIG}”): a head of 140000 bytes, of which the proxy reads 131072. Set in NGINX: proxy_buffers 4 512k; proxy_buffer_size 256k; proxy_busy_buffers_size 512k; ${SERVER_SIDE}`,
    },
    {
      what: 'cookies too large for NGINX',
      sized: behind(
        settings.guide,
        one(6000, { outcome: 'refused-afterwards', status: 400, proxySays: TOO_LONG, cookieLine: 12_092 }),
      ),
      says: `behind NGINX 1.22.1, tokens of 6000 characters: 400 on the next page, by the proxy (“${TOO_LONG}”): a Cookie line of 12092 bytes, of which the proxy takes 8190. Set in NGINX: large_client_header_buffers 4 16k; and let the service take as much (Node: --max-http-header-size=16384, Apache: LimitRequestFieldSize, Tomcat: maxHttpHeaderSize). ${SERVER_SIDE}`,
    },
    {
      what: 'cookies too large for the service',
      sized: direct(one(12_000, { outcome: 'refused-afterwards', status: 431, cookieLine: 24_125 })),
      says: `tokens of 12000 characters: 431 on the next page, by the service itself: a Cookie line of 24125 bytes. It locks users out until their cookies go. Let it take as much (Node: --max-http-header-size=32768, Apache: LimitRequestFieldSize, Tomcat: maxHttpHeaderSize). ${SERVER_SIDE}`,
    },
    {
      what: 'a cookie too large for the browser',
      sized: direct(
        one(600),
        one(1200),
        one(1400),
        one(3000, { outcome: 'cookie-dropped', dropped: [{ name: 'tokens', characters: 6008 }] }),
      ),
      says: `tokens of 600 to 1400 characters: signed in; of 3000: nobody signed in, and no error either: the browser dropped tokens (6008 bytes); it keeps 4096. Split it, and mind the limits of request headers. ${SERVER_SIDE}`,
    },
    {
      what: 'an answer that NGINX cuts off',
      sized: behind(
        settings.defaults,
        one(1400, {
          ...{ outcome: 'refused-at-callback', head: 4096 },
          proxySays: 'upstream prematurely closed connection while reading upstream',
        }),
      ),
      says: `behind NGINX 1.22.1, tokens of 1400 characters: a connection that was cut at the callback, by the proxy (“upstream prematurely closed connection while reading upstream”): a head of 4096 bytes. Set in NGINX: ${GUIDE} ${SERVER_SIDE}`,
    },
    {
      what: 'a service that breaks down',
      sized: direct(one(4000, { outcome: 'refused-at-callback', status: 500, head: 300 })),
      says: 'tokens of 4000 characters: 500 at the callback, by the service itself: a head of 300 bytes. The service broke down: see its log. Columns for tokens want to be TEXT, limits of headers 16 KiB and more.',
    },
  ])('$what', ({ sized, says }) => {
    const message = said(() => expect(sized).toStaySignedIn())
    expect(message).toBe(`expected everybody signed in, and there on the next page; got ${says}`)
    // Longer ones lose their end in the report.
    expect(message?.length).toBeLessThan(600)
  })

  test('a logout that NGINX does not let through', () => {
    const refused: SizedLogout = {
      ...{ length: 6000, longest: 6000, outcome: 'refused', status: 502, proxySays: TOO_BIG, head: 6400 },
      ...measured,
    }
    const proxy = { title: 'NGINX 1.22.1', directives: settings.defaults }
    expect(said(() => expect({ each: [refused], proxy }).toLeaveInOrder())).toBe(
      `expected everybody signed out; got behind NGINX 1.22.1, tokens of 6000 characters: 502 at the logout, by the proxy (“${TOO_BIG}”): a head of 6400 bytes, of which the proxy reads 4096. Set in NGINX: ${GUIDE} Or log out by a form (POST), which has no such limit.`,
    )
  })
})

test('everybody signed in is what is wanted, and what was measured is told all the same', () => {
  const judgement = newJudgement(target)
  const sized = direct(one(600), one(12_000, { head: 512 }))
  judging(judgement, () => expect(sized).toStaySignedIn())
  expect(judgement.found).toEqual([
    'tokens of 600 and 12000 characters: signed in, with heads of up to 512 bytes and Cookie lines of up to 60',
  ])
})

test.for<{ what: string; sized: Sized<SizedLogin>; says: RegExp }>([
  {
    what: 'silence',
    sized: direct(one(600), one(6000, { outcome: 'unclear', why: 'no whole answer within 10 s' })),
    says: /^skip: What came of tokens of 6000 characters nobody can tell: no whole answer within 10 s\.$/,
  },
  { what: 'nothing played', sized: direct(), says: /^skip: Nobody could be signed in with tokens of any length/ },
  {
    what: 'silence beside a failure',
    sized: direct(one(4000, { outcome: 'unclear', why: 'silence' }), one(6000, { outcome: 'lost' })),
    says: /^expected everybody signed in.*of 6000: nobody signed in, though/,
  },
])('$what is no pass', ({ sized, says }) => {
  expect(said(() => expect(sized).toStaySignedIn())).toMatch(says)
})
