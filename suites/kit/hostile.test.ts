import { describe, expect, onTestFinished, test } from 'vitest'
import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import { installMatchers } from './checks.ts'
import type { Tools } from './contract.ts'
import { citing, type Verify } from './definition.ts'
import { usualLimits } from './drivers/limits.ts'
import { bodies, hostileServer, type Wire, whole, wires } from './testing/hostile-server.ts'
import { played, seedAt, worldOf } from './testing/seed.ts'

installMatchers()

const MUST =
  (Object.keys(requirements) as RequirementId[]).find((id) => requirements[id].level === 'MUST') ?? 'WORKFLOW-1'

const limits = { ...usualLimits, milliseconds: 400, bytes: 1_500_000 }

const JWT = `${btoa('{"alg":"RS256","kid":"a"}')}.${btoa('{"sub":"a"}')}.c2ln`

/** Each way in which a scenario meets an issuer. */
const flows: Readonly<Record<string, (tools: Tools) => Promise<unknown>>> = {
  discovery: async ({ op }) => (await op.discovery()).json,
  keys: async ({ op }) => (await op.verify(JWT)).problem,
  'token endpoint': async ({ client }) => (await client.exchange('a-code')).body,
  userinfo: async ({ client }) => (await client.userinfo('a-token')).json,
  'authorization endpoint': async ({ client }) => (await client.start()).kind,
  login: async ({ client }) => (await client.authorize()).kind,
}

const at = async (wire: (path: string, origin: string) => Wire, flow: (tools: Tools) => Promise<unknown>) => {
  const server = await hostileServer(wire)
  onTestFinished(server.close)
  const world = worldOf(await seedAt(server.origin, { kind: 'configured' }), { limits })
  const verify: Verify<{ found: unknown }> = citing<{ found: unknown }>(MUST, ({ found, expect }) =>
    expect(found).toBe('something else'),
  )
  const { result, exchanges } = await played({ when: async (tools) => ({ found: await flow(tools) }), verify }, world)
  return { result, server, written: JSON.stringify({ result, exchanges }).length }
}

const pairs = Object.keys(flows).flatMap((flow) => Object.keys(wires).map((what) => ({ what, flow })))

/** What a run writes down of one scenario, whatever came. */
const MOST_WRITTEN = 200_000

describe('what is no answer fails the scenario, and says what came', () => {
  test.for(pairs)('$what, $flow', async ({ what, flow }) => {
    const { result, server, written } = await at(() => wires[what] ?? whole(''), flows[flow] ?? (async () => {}))
    expect(result).toMatchObject({ verdict: 'fail', checks: [{ cites: MUST, verdict: 'fail' }] })
    expect(result.reason).toMatch(
      /, (GET|POST) http.*: (the answer is larger than 1\.5 MB|no whole answer within 0\.4 s|the connection was cut|what came is no HTTP|the headers are larger than 1 MB|the answer says content-encoding gzip and cannot be unpacked)$/,
    )
    expect(written).toBeLessThan(MOST_WRITTEN)
    await server.close()
    // What a client has not read may stand in the buffers of the system.
    expect(server.taken()).toBeLessThan(40_000_000)
  })
})

describe('an answer in which readers stumble is judged', () => {
  const all = Object.keys(flows).flatMap((flow) => Object.keys(bodies).map((what) => ({ what, flow })))
  test.for(all)('$what, $flow', async ({ what, flow }) => {
    const { result, written } = await at(() => bodies[what] ?? whole(''), flows[flow] ?? (async () => {}))
    expect(result.checks.map(({ verdict, message }) => [verdict, message.includes('\n    at ')])).toEqual([
      ['fail', false],
    ])
    expect(written).toBeLessThan(MOST_WRITTEN)
  })
})

describe('an issuer that leads nowhere', () => {
  test('redirects without end are given up on, and named', async () => {
    let count = 0
    const next = (): Wire => {
      count += 1
      return whole('', { location: `/auth?step=${count}` }, '302 Found')
    }
    const { result } = await at(next, async ({ client }) => client.start())
    expect(result).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('more than 20 redirects') })
    expect(count).toBeLessThanOrEqual(usualLimits.redirects + 1)
  })

  test('login pages without end are not filled in for ever', async () => {
    let count = 0
    const page = (): Wire => {
      count += 1
      return whole('<form method=post action=/login><input name=username><button>Next</button></form>', {
        'content-type': 'text/html',
      })
    }
    const { result } = await at(page, async ({ client }) => (await client.authorize()).kind)
    expect(result.verdict).toBe('fail')
    expect(count).toBeLessThan(20)
  })

  test('cookies without end are not carried along', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `set-cookie: c${index}=${'x'.repeat(200)}`).join('\r\n')
    let longest = 0
    const give =
      (path: string): Wire =>
      (socket) => {
        longest = Math.max(longest, socket.bytesRead)
        const to = path.startsWith('/auth') ? '302 Found\r\nlocation: /next' : '200 OK'
        socket.write(`HTTP/1.1 ${to}\r\n${lines}\r\ncontent-length: 0\r\n\r\n`)
      }
    const { result, written } = await at(give, async ({ client }) => (await client.start()).kind)
    expect(result.checks[0]?.message).toContain("expected 'page'")
    expect(longest).toBeLessThan(60_000)
    expect(written).toBeLessThan(MOST_WRITTEN)
  })
})

describe('where secrets are not sent', () => {
  test.for([
    'https://evil.example/token',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/token',
    'file:///etc/passwd',
    'ftp://127.0.0.1/token',
  ])('%s, wherever it comes from', async (endpoint) => {
    const { result } = await at(
      () => whole('{}'),
      async ({ client }) => client.exchange('a-code', { endpoint }),
    )
    expect(result.verdict).toBe('fail')
    expect(result.reason).toMatch(
      /^token request: the issuer (leads to .* none of its hosts|names something that is no http)/,
    )
  })
})

test.for(Object.keys(flows).filter((flow) => !/authorization|login/.test(flow)))(
  'JSON that says two things at once is neither, %s',
  async (flow) => {
    const { result } = await at(
      () => whole('{"issuer":"https://op.example","sub":"a","issuer":"https://evil.example"}'),
      flows[flow] ?? (async () => {}),
    )
    expect(result).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(
        /: the answer is JSON that names "issuer" twice, and readers differ in which they take$/,
      ),
    })
  },
)

test('answers that come late, one after the other, are the issuer’s fault and not ours', async () => {
  const late: Wire = (socket) => void setTimeout(() => whole('{}')(socket), 40)
  let asked = 0
  const server = await hostileServer(() => {
    asked += 1
    return late
  })
  onTestFinished(server.close)
  const world = worldOf(await seedAt(server.origin), { limits, patience: 400 })
  const ends = Promise.withResolvers<unknown>()
  const ask = async ({ op }: Tools): Promise<object> => {
    try {
      for (;;) await op.discovery()
    } catch (error) {
      ends.resolve(error)
      throw error
    }
  }
  const { result } = await played({ when: ask, verify: citing(MUST, () => {}) }, world)
  expect(result.reason).toMatch(/^not done after 0\.4 s, of which 0 s went by waiting for answers$/)
  expect(result.verdict).toBe('fail')
  // The flow notices that it is over, and sends nothing more.
  expect(await ends.promise).toMatchObject({ message: 'discovery: the scenario is over' })
  expect(asked).toBeLessThan(12)
})

test('huge sets of keys are looked through in time', async () => {
  const keys = Array.from({ length: 5000 }, (_, index) => ({
    kty: 'RSA',
    kid: `k${index}`,
    n: 'x'.repeat(200),
    e: 'AQAB',
  }))
  const { result } = await at(
    () => whole(JSON.stringify({ keys })),
    async ({ op }) => (await op.verify(JWT)).problem,
  )
  expect(result.checks[0]?.message).toContain('no applicable key found')
})
