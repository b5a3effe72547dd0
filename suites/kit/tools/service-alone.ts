import { namedFault } from '#mocks/faults/index.ts'
import type { Attempt } from '../contract-service.ts'
import type { Recovery, ServiceAlone, Trial, TrialOptions } from '../contract-service-alone.ts'
import type { Control } from '../controls.ts'
import type { ServiceHost } from '../service-host.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { attemptWith, relyOn } from './attempt.ts'
import { goodLogin, OTHER } from './good-login.ts'
import { signInWith } from './service-login.ts'
import type { Session } from './session.ts'

/** Seconds that a service may keep what it knows of keys and documents; those of ours keep nothing. */
const COOL_DOWN = { usual: 60, ours: 1 } as const

/** Seconds between two looks whether it works again. */
const PAUSES = [0, 1, 2, 5, 10, 15, 30] as const

interface Scene {
  readonly session: Session
  readonly service: ServiceSeed
  readonly host: ServiceHost
}

const before = async ({ session, service }: Scene): Promise<Control> => {
  if (service.whoami === undefined) {
    throw new HeldBack('skip', `Target "${session.target.id}" does not say who is signed in: add whoami.`)
  }
  const control = await session.aside(() => session.controls.before(goodLogin(session, service)))
  relyOn(session, 'The login before the fault', 'before', [control])
  return control
}

/** Tries until somebody is signed in, or a cool-down would be over. */
const recovers = async ({ session, service, host }: Scene): Promise<Recovery> => {
  const { aside, care, clock, controls, rely } = session
  const { coolDown = service.ours ? COOL_DOWN.ours : COOL_DOWN.usual } = service
  const began = clock()
  const passed = (): number => Math.round((clock() - began) / 1000)
  let why = ''
  for (const pause of PAUSES) {
    if (pause > 0 && passed() >= coolDown) break
    await care.wait(Math.min(pause, coolDown))
    const { failure, exchanges } = await aside(() => controls.next(goodLogin(session, service)))
    rely(exchanges, 'after')
    if (failure === undefined) {
      await host.whole()
      return { worked: true, seconds: passed() }
    }
    why = failure('The login')
  }
  return { worked: false, seconds: passed(), why }
}

/** What of the issuer a fault is in, by the name of its endpoint. */
const placeOf = (attack: string): string => {
  const { at, on } = namedFault(attack)
  return at === 'answer' ? String(on) : at
}

/** As it is called in sentences. */
const CALLED: Readonly<Record<string, string>> = { discovery: 'discovery document', jwks: 'keys' }

const NEVER_UP = 'while its issuer is like that: what one would do that runs already nobody can tell'

/** Restarted while the issuer ails, so that nothing that it kept hides the fault; false where it is not ours to start. */
const freshProcess = async ({ session, host }: Scene): Promise<boolean> => {
  const fresh = await session.aside(() => host.restart())
  if (typeof fresh !== 'string') return fresh
  throw new HeldBack('skip', `The service does not come up ${NEVER_UP} (${fresh}).`)
}

const hidden = ({ session: { target } }: Scene, place: string): Pick<Attempt, 'outcome' | 'why'> => ({
  outcome: 'unclear',
  why: `The service asked for no ${CALLED[place] ?? place} meanwhile, so what it keeps may hide the fault: let us start it (start of target "${target.id}"), so that a fresh process can be asked.`,
})

const trial = async (scene: Scene, attack: string, { newKey }: TrialOptions): Promise<Trial> => {
  const { session, service, host } = scene
  await before(scene)
  const since = await host.latest()
  await host.bend(attack)
  if (newKey) await host.rotateKeys(false)
  const fresh = await freshProcess(scene)
  const login = await signInWith(session, service)({ as: OTHER })
  const asked = await host.asked(since)
  await host.mend()
  const recovery = await recovers(scene)
  const place = placeOf(attack)
  const met = asked.includes(place)
  const attempt = attemptWith(session, service, attack, login, met)
  return { attempt: met || fresh ? attempt : { ...attempt, ...hidden(scene, place) }, recovery }
}

const rotation = async (scene: Scene, forget: boolean): Promise<Recovery> => {
  const { host } = scene
  await before(scene)
  await host.rotateKeys(forget)
  const recovery = await recovers(scene)
  // Whoever comes next finds the issuer as it was, and a service that knows it.
  await host.mend()
  await recovers(scene)
  return recovery
}

const there = (session: Session, service: ServiceSeed): Scene => {
  if (session.host) return { session, service, host: session.host }
  throw new HeldBack('skip', 'Needs a service for itself: `given.service.alone`.')
}

export const createAlone = (session: Session, service: ServiceSeed): ServiceAlone => ({
  trial: (attack, options = {}) => trial(there(session, service), attack, options),
  rotation: ({ forget = false } = {}) => rotation(there(session, service), forget),
})
