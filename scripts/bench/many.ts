import type { Exchange, HttpMessage, RunResult, ScenarioResult } from '#reports/model.ts'

const renamed = (scenario: ScenarioResult, copy: number): ScenarioResult => {
  const key = (name: string): string => `${name}#${copy}`
  return {
    ...scenario,
    id: `${scenario.id}.copy-${copy}`,
    evidence: scenario.evidence.map(key),
    checks: scenario.checks.map((check) =>
      check.exchange === undefined ? check : { ...check, exchange: key(check.exchange) },
    ),
  }
}

/** No message of one copy is that of another, so that nothing gets smaller by being repeated. */
const again = (exchange: Exchange, copy: number): Exchange => {
  const { request, response } = exchange
  const nth = <T extends HttpMessage>(message: T): T => ({
    ...message,
    headers: [...message.headers, ['X-Copy', String(copy)]],
  })
  return { ...exchange, request: nth(request), ...(response ? { response: nth(response) } : {}) }
}

/** A run of so many scenarios, made from one that was played by playing it again and again. */
export const repeated = (result: RunResult, scenarios: number): RunResult => {
  const copies = Math.ceil(scenarios / result.scenarios.length)
  const all = Array.from({ length: copies }, (_, copy) => result.scenarios.map((each) => renamed(each, copy))).flat()
  const exchanges: Record<string, Exchange> = {}
  for (let copy = 0; copy < copies; copy += 1) {
    for (const [key, exchange] of Object.entries(result.exchanges)) exchanges[`${key}#${copy}`] = again(exchange, copy)
  }
  return { ...result, scenarios: all.slice(0, scenarios), exchanges }
}

/** The same with one scenario in fifty failing for a reason of its own. */
export const changed = (result: RunResult): RunResult => ({
  ...result,
  scenarios: result.scenarios.map((scenario, index) =>
    index % 50 === 0 ? { ...scenario, verdict: 'fail', reason: `Another one: ${index}.` } : scenario,
  ),
})
