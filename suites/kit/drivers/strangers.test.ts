import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import { httpAgent, stub } from '../testing/agent.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { html, redirect, type StubHandler } from '../testing/stub-issuer.ts'
import { createBrowserAgent } from './browser.ts'
import { createChromiumServer } from './chromium-server.ts'
import { createHttpAgent } from './http.ts'

/** An issuer that leads to a stranger, who notes whoever comes. */
const leading = async (lead: (stranger: string) => StubHandler) => {
  const stranger = await stub(() => html('<p>You are mine now'))
  const issuer = await stub(lead(stranger.origin))
  return { stranger, issuer }
}

const byRedirect =
  (stranger: string): StubHandler =>
  () =>
    redirect(`${stranger}/?error=invalid_request`)

const byForm =
  (stranger: string): StubHandler =>
  () =>
    html(`<form method=post action="${stranger}/"><input type=hidden name=code value=c></form>
    <script>document.forms[0].submit()</script>`)

const ways = [
  { how: 'a redirect', lead: byRedirect },
  { how: 'a form that a script posts', lead: byForm },
]

test.for(ways)('the HTTP driver does not go where $how leads, and says where that is', async ({ lead }) => {
  const { stranger, issuer } = await leading(lead)
  const { agent } = httpAgent()
  const { elsewhere, callback } = await agent.visit({ url: `${issuer.origin}/auth`, label: 'visit' })
  expect({ elsewhere: elsewhere?.startsWith(stranger.origin), callback }).toEqual({ elsewhere: true })
  expect(stranger.seen).toEqual([])
})

test('a host that the configuration names is no stranger', async () => {
  const { stranger, issuer } = await leading(byRedirect)
  const { transport } = httpAgent()
  const agent = createHttpAgent({ transport, redirectUris: [CALLBACK], hosts: [new URL(stranger.origin).host] })
  const landing = await agent.visit({ url: `${issuer.origin}/auth`, label: 'visit' })
  expect(landing).toMatchObject({ answer: { status: 200 }, page: { text: 'You are mine now' } })
  expect(landing.elsewhere).toBeUndefined()
})

const chromium = async () => {
  const server = createChromiumServer({})
  onTestFinished(server.close)
  return server.shared()
}

test('neither does the browser', async ({ skip }) => {
  const shared = await chromium()
  if ('missing' in shared) return skip(shared.missing)
  for (const { lead } of ways) {
    const { stranger, issuer } = await leading(lead)
    const redactor = createRedactor()
    const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
    const target = await seedAt(issuer.origin)
    const agent = await createBrowserAgent(shared, {
      target,
      recorder,
      redactor,
      redirectUris: [CALLBACK],
      care: free,
      clock: systemClock,
      reachable: [new URL(issuer.origin).host],
    })
    const { elsewhere, answer } = await agent.visit({ url: `${issuer.origin}/auth`, label: 'visit' })
    await agent.close()
    expect(elsewhere?.startsWith(stranger.origin)).toBe(true)
    expect(answer.url).toBe(`${issuer.origin}/auth`)
    expect(stranger.seen).toEqual([])
    expect(Object.keys(recorder.exchanges())).toHaveLength(1)
  }
})
