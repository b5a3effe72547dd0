import { afterAll, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import { stub } from '../testing/agent.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { html } from '../testing/stub-issuer.ts'
import { createBrowserAgent } from './browser.ts'
import { createChromiumServer } from './chromium-server.ts'
import { ownLimits } from './limits.ts'

const server = createChromiumServer({})
afterAll(server.close)

const PAGE = `<p id="user"></p><script type="module">
const { status } = await fetch('/token', { method: 'POST' })
document.getElementById('user').textContent = 'refused: ' + status
</script>`

/** What may be kept Chromium reads itself. */
const UNREAD = html('{"error":"invalid_grant"}', { headers: { 'cache-control': 'no-store' } })

// With a minute for each step the page would outlast the test.
test.skipIf(process.env.AAI_NO_BROWSER === '1')(
  'a page is at rest though its script leaves an answer unread',
  { timeout: 30_000 },
  async () => {
    const { origin } = await stub(({ url }) => (url.pathname === '/token' ? { ...UNREAD, status: 400 } : html(PAGE)))
    const redactor = createRedactor()
    const agent = await createBrowserAgent(await server.shared(), {
      target: await seedAt(origin),
      recorder: createRecorder({ prefix: '', redactor, clock: systemClock }),
      redactor,
      redirectUris: [CALLBACK],
      care: free,
      clock: systemClock,
      reachable: [new URL(origin).host],
      limits: ownLimits,
    })
    onTestFinished(agent.close)
    await agent.visit({ label: 'page', url: `${origin}/page` })
    expect(await agent.read({ element: '#user' })).toMatchObject({ texts: ['refused: 400'] })
  },
)
