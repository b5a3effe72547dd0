import { expect, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import { httpAgent, stub } from '../testing/agent.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { html } from '../testing/stub-issuer.ts'
import type { UserAgent } from './agent.ts'
import { createBrowserAgent } from './browser.ts'
import { createChromiumServer } from './chromium-server.ts'

/** As long as a cookie may be, or a byte longer. */
const COOKIES: readonly (readonly [line: string, kept: boolean])[] = [
  [`full=${'a'.repeat(4092)}`, true],
  [`over=${'a'.repeat(4093)}`, false],
  [`with=${'a'.repeat(4092)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1000`, true],
  [`${'n'.repeat(4000)}=${'a'.repeat(96)}`, true],
  [`${'m'.repeat(4000)}=${'a'.repeat(97)}`, false],
]

const nameOf = (line: string): string => line.split('=', 1)[0] ?? ''

const issuer = () => stub(() => html('<p>done', { headers: { 'set-cookie': COOKIES.map(([line]) => line) } }))

const keptBy = async (agent: UserAgent, origin: string): Promise<readonly string[]> => {
  await agent.open(origin)
  return (await agent.cookiesFor(origin)).map(({ name }) => name).toSorted()
}

const EXPECTED = COOKIES.flatMap(([line, kept]) => (kept ? [nameOf(line)] : [])).toSorted()

test('the HTTP driver keeps cookies up to 4096 bytes of name and value, and drops longer ones without a word', async () => {
  const { origin } = await issuer()
  expect(await keptBy(httpAgent().agent, origin)).toEqual(EXPECTED)
})

test('so does Chromium', async ({ skip, onTestFinished }) => {
  const server = createChromiumServer({})
  onTestFinished(server.close)
  const shared = await server.shared()
  if ('missing' in shared) return skip(shared.missing)
  const { origin } = await issuer()
  const redactor = createRedactor()
  const agent = await createBrowserAgent(shared, {
    ...{ target: await seedAt(origin), redactor, redirectUris: [CALLBACK], care: free, clock: systemClock },
    recorder: createRecorder({ prefix: '', redactor, clock: systemClock }),
    reachable: [new URL(origin).host],
  })
  const kept = await keptBy(agent, origin)
  await agent.close()
  expect(kept).toEqual(EXPECTED)
})
