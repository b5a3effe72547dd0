import type { Params, RequestSpec, Step } from '#fixtures/schema/fidelity.ts'
import { type Browser, formOf, newBrowser, type Stop } from './browser.ts'
import { composed, laidOver } from './compose.ts'
import { filled, keep, newMemory, type Scene } from './memory.ts'
import { clientOf, type Party } from './party.ts'
import { send } from './send.ts'

/** What steps lead through, and what they leave behind. */
export interface Journey {
  readonly scene: Scene
  readonly browser: Browser
  readonly bases: Readonly<Record<string, RequestSpec>>
  /** Where the browser stands. */
  stop?: Stop
}

export const newJourney = (party: Party, client: string, as: string, bases: Journey['bases']): Journey => ({
  scene: { party, memory: newMemory(), client, as },
  browser: newBrowser(party.origin),
  bases,
})

/** Of a request of the corpus: its base, its client, and what it changes. */
export const resolved = (
  journey: Journey,
  { base, ...own }: RequestSpec & { readonly base?: string },
): { readonly scene: Scene; readonly spec: RequestSpec } => {
  if (base !== undefined && !journey.bases[base]) throw new Error(`bases.json has no ${base}`)
  const spec = laidOver(base === undefined ? undefined : journey.bases[base], own)
  return { scene: spec.client === undefined ? journey.scene : { ...journey.scene, client: spec.client }, spec }
}

const keepAll = ({ scene }: Journey, prefix: string, values: Iterable<readonly [string, unknown]>): void => {
  for (const [name, value] of values) if (typeof value === 'string') keep(scene.memory, prefix + name, value)
}

/** Names of the buttons for consent, and of the field in which a script of the page keeps the answer. */
const CONSENT = [
  { accept: 'accept', cancel: 'cancel' },
  { accept: 'authorize', cancel: 'deny', decision: 'user_oauth_approval' },
] as const

type Press = 'accept' | 'cancel'

/** Signs in and answers for consent, as often as forms ask for it. */
const through = async (journey: Journey, scene: Scene, stop: Stop, press: Press, until?: string): Promise<Stop> => {
  const asking = stop.page.forms.find(({ buttons }) => buttons.length > 0)
  if (asking?.fields.some(({ name }) => name === 'password')) {
    if (until === 'login') return stop
    const who = { username: filled(scene, '{username}'), password: filled(scene, '{password}') }
    return through(journey, scene, await journey.browser.submit(stop, who, asking.buttons[0]?.name), press, until)
  }
  const names = CONSENT.find(({ accept }) => asking?.buttons.some(({ name }) => name === accept))
  if (!names || until === 'consent') return stop
  const fill: Record<string, string> = 'decision' in names ? { [names.decision]: String(press === 'accept') } : {}
  return through(journey, scene, await journey.browser.submit(stop, fill, names[press]), press, until)
}

const proofOf = (pkce: string | undefined): Params => {
  if (pkce === undefined) return {}
  return { code_challenge: pkce === 'S256' ? '{challenge}' : '{verifier}', code_challenge_method: pkce }
}

/** An authorization request that the client of the scene may make. */
export const authorizationOf = ({ party, client }: Scene): RequestSpec => ({
  to: 'authorization',
  query: {
    client_id: '{client_id}',
    redirect_uri: '{redirect_uri}',
    response_type: 'code',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    ...proofOf(clientOf(party, client).pkce),
  },
})

const visit = async (journey: Journey, step: Extract<Step, { visit: unknown }>): Promise<Stop> => {
  const { client = journey.scene.client, as = journey.scene.as, press = 'accept', prefix = '' } = step
  const scene = { ...journey.scene, client, as }
  const request = composed(scene, laidOver(authorizationOf(scene), { query: step.visit }))
  const first = await journey.browser.go({ ...request, headers: { Accept: 'text/html' } })
  const stop = await through(journey, scene, first, press, step.stop)
  if (stop.away !== undefined) {
    const { search, hash } = new URL(stop.away)
    keepAll(journey, prefix, new URLSearchParams(hash === '' ? search : hash.slice(1)))
  }
  return stop
}

const object = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

const keepForm = (journey: Journey, stop: Stop): void => {
  if (!stop.page.forms.some(({ buttons }) => buttons.length > 0)) return
  const form = formOf(stop)
  keep(journey.scene.memory, 'action', new URL(form.action, stop.answer.url).href)
  keepAll(
    journey,
    'form_',
    form.fields.map(({ name, value }) => [name, value] as const),
  )
}

const fill = async (journey: Journey, step: Extract<Step, { fill: unknown }>): Promise<Stop> => {
  if (!journey.stop) throw new Error('no page is open that could be filled: visit or open one before')
  const scene = step.as === undefined ? journey.scene : { ...journey.scene, as: step.as }
  const values = Object.fromEntries(Object.entries(step.fill).map(([name, value]) => [name, filled(scene, value)]))
  const form = formOf(journey.stop)
  const stop = await journey.browser.submit(journey.stop, values, step.press ?? form.buttons[0]?.name)
  const press = step.press === 'cancel' ? 'cancel' : 'accept'
  return step.through ? through(journey, scene, stop, press) : stop
}

const stand = (journey: Journey, stop: Stop): void => {
  journey.stop = stop
  keepForm(journey, stop)
}

/** One step towards the state in which the request of an entry is sent. */
export const walk = async (journey: Journey, step: Step): Promise<void> => {
  const { scene } = journey
  if ('visit' in step) return stand(journey, await visit(journey, step))
  if ('open' in step) {
    const { scene: own, spec } = resolved(journey, step.open)
    return stand(journey, await journey.browser.go(composed(own, spec)))
  }
  if ('fill' in step) return stand(journey, await fill(journey, step))
  if ('send' in step) {
    const { scene: own, spec } = resolved(journey, step.send)
    const { body } = await (spec.cookies ? journey.browser.send : send)(composed(own, spec))
    return keepAll(journey, step.prefix ?? '', Object.entries(object(body)))
  }
  if ('expire' in step) {
    const handle = filled(scene, `{${step.expire}}`)
    return scene.party.age(handle, step.seconds, scene.memory.since.get(step.expire) ?? Date.now())
  }
  if ('keep' in step) {
    for (const [name, value] of Object.entries(step.keep)) keep(scene.memory, name, filled(scene, value))
    return
  }
  journey.browser.cookies.clear()
}
