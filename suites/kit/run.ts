import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { CliOptions, Reporter, Vitest } from 'vitest/node'
import { documentKinds } from '#fixtures/schema/document.ts'
import { isLoopback } from './loopback.ts'
import { everything, type RunPlan, type Selection } from './plan.ts'
import { serveStage } from './stage.ts'
import type { TargetSeed } from './target.ts'
import type { Stand } from './targets/raise.ts'
import { relatives } from './targets/relations.ts'

/** Targets that are played in one Vitest project. */
export interface Project {
  readonly name: string
  readonly targets: readonly TargetSeed[]
}

export interface RunOptions {
  /** Unique to this run among those of the process. */
  readonly id: string
  readonly stand: Stand
  /** One project for all targets unless said: each project has threads of its own, which take their time to start. */
  readonly projects?: readonly Project[]
  readonly reporter: Reporter
  readonly seed: string
  readonly selection?: Selection
  readonly tags?: TagSelection
  readonly shuffle?: boolean
  /** Scenarios of one file that are played at the same time. */
  readonly concurrency?: number
  readonly workers?: number
  /** Where suites are found; ours unless said. */
  readonly suites?: SuiteFiles
}

export interface TagSelection {
  /** `pkce && !slow`; a scenario has to meet all. */
  readonly expressions: readonly string[]
  /** All tags that suites use: Vitest wants to know them before. */
  readonly known: readonly string[]
}

export interface SuiteFiles {
  readonly root: string
  /** Patterns below the root. */
  readonly include: readonly string[]
}

export interface Running {
  /** Resolves when all has been played, or after `cancel`. */
  readonly done: Promise<void>
  /** Lets nothing new begin. */
  readonly cancel: () => Promise<void>
}

/** The packed program holds .js files only. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export const ourSuites: SuiteFiles = {
  root: fileURLToPath(new URL('../../', import.meta.url)),
  include: [`suites/**/*.suite.${ending}`],
}

/** Those about documents, which need nobody to stand ready. */
export const documentSuites: SuiteFiles = {
  ...ourSuites,
  include: documentKinds.map((kind) => `suites/${kind}/*.suite.${ending}`),
}

/** Vitest wants a number. */
export const numericSeed = (seed: string): number => createHash('sha256').update(seed).digest().readUInt32BE()

interface Pace {
  readonly concurrency: number
  readonly workers: number
}

/** A service that others use at the same time is asked by two users at once, not by ten. */
export const usualPace = (targets: readonly Pick<TargetSeed, 'kind' | 'issuer'>[]): Pace =>
  targets.every(({ kind, issuer }) => kind === 'embedded' || isLoopback(issuer))
    ? { concurrency: 5, workers: 2 }
    : { concurrency: 2, workers: 1 }

/** Vitest as a library: nothing is read from disk but the suites, nothing written, nothing watched. */
export const vitestFor = async (
  plans: readonly { readonly name: string; readonly plan: RunPlan }[],
  options: Omit<RunOptions, 'id' | 'stand' | 'projects'>,
): Promise<Vitest> => {
  const { createVitest } = await import('vitest/node')
  const { root, include } = options.suites ?? ourSuites
  const pace = usualPace(plans.flatMap(({ plan }) => plan.targets))
  const common = {
    pool: 'threads' as const,
    isolate: false,
    strictTags: false,
    ...(options.tags ? { tags: options.tags.known.map((name) => ({ name })) } : {}),
    testTimeout: 0,
    // Of a project: it takes none from those above it.
    maxConcurrency: options.concurrency ?? pace.concurrency,
    // A message may show what it is about; the kit shortens what is too long.
    chaiConfig: { truncateThreshold: 300 },
    sequence: {
      concurrent: true,
      seed: numericSeed(options.seed),
      shuffle: options.shuffle ? { files: true, tests: true } : false,
    },
    // Node strips the types itself: no transformation, and the lines in a stack are those of the file.
    experimental: { viteModuleRunner: false, nodeLoader: false },
  }
  const configuration: CliOptions = {
    config: false,
    root,
    watch: false,
    passWithNoTests: true,
    reporters: [options.reporter],
    maxWorkers: options.workers ?? pace.workers,
    ...(options.tags ? { tagsFilter: [...options.tags.expressions] } : {}),
    ...common,
    projects: plans.map(({ name, plan }) => ({
      extends: true,
      test: { name, include: [...include], exclude: [], provide: { aai: plan }, ...common },
    })),
  }
  return createVitest(configuration, { logLevel: 'silent' })
}

/** Vitest's own way with signals ends the process before a result is written. */
const withoutSignalHandlers = async <T>(make: () => Promise<T>): Promise<T> => {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]))
  const made = await make()
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener)
    }
  }
  return made
}

/** Plays the suites at the targets of a stand; what comes of it is told to the reporter. */
export const startRun = async (options: RunOptions): Promise<Running> => {
  const { id, stand, seed, selection = everything } = options
  const projects = options.projects ?? [{ name: 'suites', targets: stand.targets }]
  const stage = `aai/${id}`
  const plans = projects.map(({ name, targets }) => ({
    name,
    plan: { targets, pairs: pairsOf(targets, stand), seed, selection, stage },
  }))
  const served = serveStage(stage, stand.stage)
  const vitest = await withoutSignalHandlers(() => vitestFor(plans, options))
  const exitCode = process.exitCode
  const play = async (): Promise<void> => {
    try {
      await vitest.start()
    } finally {
      served.close()
      await vitest.close()
      // A target that does not conform is no failed test of ours: the caller decides by the result.
      process.exitCode = exitCode
    }
  }
  return { done: play(), cancel: () => vitest.cancelCurrentRun('keyboard-input') }
}

/** Only what these targets need: a plan is copied to each worker. */
const pairsOf = (targets: readonly TargetSeed[], { pairs }: Stand): RunPlan['pairs'] =>
  Object.fromEntries(
    targets.flatMap(relatives).flatMap((id) => {
      const seed = pairs[id]
      return seed ? [[id, seed] as const] : []
    }),
  )
