import { expect, test } from 'vitest'
import type { SignIn } from '../contract-service.ts'
import type { SizeOutcome } from '../contract-service-sizes.ts'
import type { WeighedAnswer } from '../heads.ts'
import { outcomeOf, refusalAmong, type Traffic } from './size-outcome.ts'

const AT = 'http://localhost:8080'
const CALLBACK = `${AT}/callback?code=c&state=s`

const login = (changes: Partial<SignIn> = {}): SignIn => ({
  ...({ name: 'n', browser: {}, callback: CALLBACK, expected: 'ada' } as SignIn),
  ...{ cookiesBefore: [], cookies: [], loops: false, requests: [] },
  ...changes,
})

const answer = (url: string, status: number, changes: Partial<WeighedAnswer> = {}): WeighedAnswer => ({
  ...{ url: AT + url, status, head: 300, cookies: [], cookieLine: 0 },
  ...changes,
})

const traffic = (answers: readonly WeighedAnswer[], changes: Partial<Traffic> = {}): Traffic => ({
  ...{ answers, passages: [], complaints: [] },
  ...changes,
})

const BACK = answer('/callback', 302)
const TOO_BIG = 'upstream sent too big header while reading response header from upstream'

test.for<{ what: string; login?: Partial<SignIn>; seen: Traffic; outcome: SizeOutcome; why?: RegExp }>([
  { what: 'the one who logged in is there', login: { user: 'ada' }, seen: traffic([BACK]), outcome: 'signed-in' },
  {
    what: 'somebody else is there',
    login: { user: 'bob' },
    seen: traffic([BACK]),
    ...{ outcome: 'unclear', why: /shows bob, who is somebody else/ },
  },
  {
    what: 'silence',
    login: { trouble: 'no whole answer within 10 s' },
    seen: traffic([BACK]),
    ...{ outcome: 'unclear', why: /no whole answer within 10 s/ },
  },
  {
    what: 'nobody ever came back',
    login: { trouble: 'nobody listens' },
    seen: traffic([]),
    ...{ outcome: 'unclear', why: /nobody listens/ },
  },
  { what: 'an error at the callback', seen: traffic([answer('/callback', 500)]), outcome: 'refused-at-callback' },
  { what: 'an error at another page', seen: traffic([BACK, answer('/me', 500)]), outcome: 'lost' },
  { what: 'a 431', seen: traffic([BACK, answer('/', 431)]), outcome: 'refused-afterwards' },
  {
    what: 'a 400 to a large Cookie line',
    seen: traffic([BACK, answer('/', 400, { cookieLine: 8_191 })]),
    outcome: 'refused-afterwards',
  },
  {
    what: 'a 400 to a small one, which says something else',
    seen: traffic([BACK, answer('/me', 400)]),
    outcome: 'lost',
  },
  {
    what: 'a cookie larger than browsers keep',
    seen: traffic([answer('/callback', 302, { cookies: [{ name: 'big', characters: 4_097 }] }), answer('/me', 401)]),
    outcome: 'cookie-dropped',
  },
  {
    what: 'one as large as they keep',
    seen: traffic([answer('/callback', 302, { cookies: [{ name: 'big', characters: 4_096 }] }), answer('/me', 401)]),
    outcome: 'lost',
  },
  {
    what: 'a connection that the proxy ended for its size',
    login: { trouble: 'the connection was cut' },
    seen: traffic([BACK], { complaints: ['client sent too large header'] }),
    outcome: 'refused-afterwards',
  },
])('$what: $outcome', ({ login: changes, seen, outcome, why }) => {
  const found = outcomeOf(login(changes), seen)
  expect(found.outcome).toBe(outcome)
  if (why) expect(found.why).toMatch(why)
})

test('what the service sent counts, not what the proxy made of it', () => {
  const passage = { method: 'GET', target: '/callback?code=c&state=s', status: 302, head: 6_331 }
  const seen = traffic([answer('/callback', 502, { head: 157 })], {
    ...{ passages: [passage], complaints: ['client closed connection', TOO_BIG] },
  })
  const measured = { status: 502, head: 6_331, proxySays: TOO_BIG }
  expect(outcomeOf(login(), seen)).toMatchObject({ outcome: 'refused-at-callback', ...measured })
  expect(refusalAmong(seen, (url) => new URL(url).pathname === '/callback')).toMatchObject(measured)
})
