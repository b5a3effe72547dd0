import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import { createGate } from '../care/gate.ts'
import { hostileServer, type Wire, whole, wires } from '../testing/hostile-server.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { createBrowserAgent } from './browser.ts'
import { createChromiumServer } from './chromium-server.ts'
import { usualLimits } from './limits.ts'

const server = createChromiumServer({})
afterAll(server.close)

const page = (body: string): Wire => whole(`<!doctype html><title>t</title>${body}`, { 'content-type': 'text/html' })

/** A tab at an issuer of others that does as it likes; `asked` are the paths that it was asked for. */
const tabAt = async (wire: (path: string) => Wire, care = free) => {
  const asked: string[] = []
  const issuer = await hostileServer((path) => {
    asked.push(path)
    return path === '/favicon.ico' ? whole('', {}, '404 Not Found') : wire(path)
  })
  onTestFinished(issuer.close)
  const redactor = createRedactor()
  const agent = await createBrowserAgent(await server.shared(), {
    target: await seedAt(issuer.origin, { kind: 'configured' }),
    recorder: createRecorder({ prefix: '', redactor, clock: systemClock }),
    redactor,
    redirectUris: [CALLBACK],
    care,
    clock: systemClock,
    reachable: [new URL(issuer.origin).host],
    limits: { ...usualLimits, milliseconds: 2_000, bytes: 1_000_000 },
  })
  onTestFinished(agent.close)
  return {
    agent,
    asked,
    issuer,
    visit: (path = '/') => agent.visit({ url: `${issuer.origin}${path}`, label: 'visit' }),
  }
}

const LOOPS: Readonly<Record<string, string>> = {
  'alerts without end': '<script>for (;;) alert(1)</script>',
  'a script that never rests': '<script>for (;;);</script>',
  'a script that rests until the page is there, and never again':
    '<script>setTimeout(() => { for (;;); }, 50)</script>',
}

describe.skipIf(process.env.AAI_NO_BROWSER === '1')('a browser at a hostile issuer', { timeout: 40_000 }, () => {
  test.for(Object.keys(LOOPS))('%s', async (what) => {
    const { visit, agent } = await tabAt(() => page(LOOPS[what] ?? ''))
    await expect(visit()).rejects.toMatchObject({
      name: 'UnusableAnswer',
      message: expect.stringMatching(/^visit, http.* in the browser: (page\.goto: Timeout|the page does not answer)/),
    })
    await agent.close()
  })

  test.for(['a body of 100 MB', 'a body without end', 'silence', 'no HTTP', 'no answer at all', 'a reset midway'])(
    '%s',
    async (what) => {
      const { visit, issuer, agent } = await tabAt(() => wires[what] ?? whole(''))
      await expect(visit()).rejects.toMatchObject({ name: 'UnusableAnswer' })
      await agent.close()
      await issuer.close()
      expect(issuer.taken()).toBeLessThan(200_000_000)
    },
  )

  test('a page that unpacks to 64 MB', async () => {
    const { visit } = await tabAt(() => wires['a gzip bomb'] ?? whole(''))
    await expect(visit()).rejects.toThrow('the answer is larger than 1 MB')
  })

  test('redirects without end', async () => {
    let count = 0
    const { visit } = await tabAt(() => {
      count += 1
      return whole('', { location: `/${count}` }, '302 Found')
    })
    await expect(visit()).rejects.toMatchObject({ name: 'UnusableAnswer' })
    expect(count).toBeLessThanOrEqual(usualLimits.redirects + 2)
  })

  test('pages that lead on by themselves without end', async () => {
    let count = 0
    const { visit } = await tabAt(() => {
      count += 1
      return page(`<script>location.href = '/${count}'</script>`)
    })
    await expect(visit()).rejects.toMatchObject({ name: 'UnusableAnswer' })
    expect(count).toBeLessThanOrEqual(usualLimits.redirects + 2)
  })

  test('windows that it opens are none', async () => {
    const popup = `<a id=a target=_blank href=/popup-by-link>x</a><form><button>ok</button></form>
      <script>open('/popup-by-script'); document.getElementById('a').click()</script>`
    const { visit, asked, agent } = await tabAt(() => page(popup))
    expect((await visit()).page.forms).toHaveLength(1)
    await agent.close()
    expect(asked.filter((path) => path.startsWith('/popup'))).toEqual([])
  })

  test('a form that sends its answer to another window is answered in this one', async () => {
    const { visit, agent, asked } = await tabAt((path) =>
      page(path.startsWith('/next') ? '<p>Arrived' : '<form target=_blank action=/next><button>ok</button></form>'),
    )
    await visit()
    const landing = await agent.submit({ form: 0, fill: {}, button: 0, label: 'send' })
    expect(landing.page.text).toContain('Arrived')
    expect(asked.filter((path) => path.startsWith('/next'))).toHaveLength(1)
  })

  test('a file to be saved is no page', async () => {
    const { visit } = await tabAt(() =>
      whole('MZ', { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename=a.exe' }),
    )
    await expect(visit()).rejects.toMatchObject({ name: 'UnusableAnswer' })
  })

  test.for(['file:///etc/passwd', 'http://169.254.169.254/', 'javascript:alert(1)'])(
    '%s is not visited',
    async (url) => {
      const { agent, asked } = await tabAt(() => page('x'))
      await expect(agent.open(url)).rejects.toMatchObject({ name: 'UnusableAnswer' })
      expect(asked).toEqual([])
    },
  )

  test('a page of others makes it ask nobody in the network around', async () => {
    const neighbour = await hostileServer(() => whole('secret'))
    onTestFinished(neighbour.close)
    const reach = `<img src=${neighbour.origin}/image><iframe src=${neighbour.origin}/frame></iframe>
      <script>fetch('${neighbour.origin}/script', { mode: 'no-cors' }).catch(() => {})</script><form><button>ok</button></form>`
    const { visit, agent } = await tabAt(() => page(reach))
    expect((await visit()).page.forms).toHaveLength(1)
    await agent.close()
    await neighbour.close()
    expect(neighbour.taken()).toBe(0)
  })

  test('what a page loads counts, and beyond the budget nothing leaves', async () => {
    const gate = createGate({ target: 'live', budget: 4, clock: systemClock, wait: async () => {} })
    const parts = Array.from({ length: 20 }, (_, index) => `<script src=/part-${index}.js></script>`).join('')
    const { visit, asked } = await tabAt((path) => (path === '/' ? page(parts) : whole('')), gate)
    await expect(visit()).rejects.toMatchObject({ name: 'HeldBack', message: expect.stringContaining('set budget: 8') })
    expect(gate.used()).toBe(4)
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  test('a page that asks for a pause gets it', async () => {
    const pauses: number[] = []
    const care = { ...free, pause: async (seconds: number) => void pauses.push(seconds) }
    const { visit } = await tabAt(() => whole('slow down', { 'retry-after': '7' }, '429 Too Many Requests'), care)
    await expect(visit()).rejects.toMatchObject({ name: 'HeldBack', message: expect.stringContaining('for 7 s') })
    expect(pauses).toEqual([7])
  })
})
