import type { Dispatcher } from 'undici'
import type { Clock } from '#mocks/wire/clock.ts'
import type { Recorder } from '#mocks/wire/recorder.ts'
import type { KnownSecrets, Redactor } from '#mocks/wire/redaction.ts'
import type { Care } from './care/care.ts'
import type { Controls } from './controls.ts'
import type { AnyScenario } from './definition.ts'
import type { UserAgent } from './drivers/agent.ts'
import type { Limits } from './drivers/limits.ts'
import type { SharedBrowser, Stage } from './stage.ts'
import type { TargetSeed } from './target.ts'

/** All that playing one scenario takes from outside. */
export interface World {
  readonly target: TargetSeed
  readonly pair?: TargetSeed
  /** Of both. */
  readonly secrets: KnownSecrets
  readonly seed: string
  readonly stage: Stage
  readonly clock: Clock
  readonly connections: (target: TargetSeed) => Dispatcher
  /** Made on demand: loading Playwright takes its time. */
  readonly browserAgent: (browser: SharedBrowser, options: BrowserAgentOptions) => UserAgent
  /** Those of the target, shared by all of the thread; the scenario's own unless given. */
  readonly controls?: Controls
  /** Milliseconds that one scenario may take, waiting aside. */
  readonly patience?: number
  readonly limits?: Limits
}

export interface BrowserAgentOptions {
  readonly target: TargetSeed
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly redirectUris: readonly string[]
  /** Hosts of the issuer, and of those with which a scenario compares it; nothing is sent to others. */
  readonly reachable: readonly string[]
  readonly care: Care
  readonly clock: Clock
  readonly limits?: Limits
}

export interface Placed {
  readonly scenario: AnyScenario
  readonly source: string
  readonly tags: readonly string[]
}
