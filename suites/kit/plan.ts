import type { DocumentKind } from '#fixtures/schema/document.ts'
import type { ScenarioRecord } from '#reports/model.ts'
import type { TargetSeed } from './target.ts'
import type { Protection } from './target-api.ts'
import type { CommandFlow } from './target-command.ts'

/** What a run hands to its workers. */
export interface RunPlan {
  /** Each scenario is played at each of these. */
  readonly targets: readonly TargetSeed[]
  /** Targets with which those are compared, by id. */
  readonly pairs: Readonly<Record<string, TargetSeed>>
  readonly seed: string
  readonly selection: Selection
  /** Name of the stage; see stage.ts. Absent when nothing is played. */
  readonly stage?: string
}

export interface Selection {
  /** Ids, or beginnings of ids up to a dot; all when empty. */
  readonly scenarios: readonly string[]
  readonly requirements: readonly string[]
}

export const everything: Selection = { scenarios: [], requirements: [] }

/** What a suite says about a scenario without playing it. */
export interface ScenarioFacts {
  readonly id: string
  readonly title: string
  /** `suites/oidc/op/pkce.suite.ts` */
  readonly file: string
  readonly line: number
  /** Requirements judged. */
  readonly cites: readonly string[]
  readonly needs: readonly string[]
  readonly driver: 'http' | 'browser'
  readonly client: string
  /** The services that ask an identity provider. */
  readonly sps?: readonly string[]
  readonly intrusive: boolean
  /** Played at an issuer, a service, an API, a program that uses this flow, or a document of this kind. */
  readonly plays: 'op' | 'idp' | 'rp' | 'sp' | 'resource-server' | CommandFlow | DocumentKind
  /** Of APIs those that look at tokens in this way; all when absent. */
  readonly protections?: readonly Protection[]
  /** Visits another target beside its own. */
  readonly compares: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    aai: RunPlan
  }
  interface TaskMeta {
    /** The outcome, once there is one. */
    record?: ScenarioRecord
    scenario?: ScenarioFacts
    /** Id of the target at which this test plays it. */
    target?: string
  }
}

const isBelow = (id: string, prefix: string): boolean => id === prefix || id.startsWith(`${prefix}.`)

export const isSelected = ({ id, cites }: Pick<ScenarioFacts, 'id' | 'cites'>, selection: Selection): boolean => {
  const { scenarios, requirements } = selection
  const named = scenarios.length === 0 || scenarios.some((each) => isBelow(id, each))
  const cited = requirements.length === 0 || requirements.some((each) => cites.includes(each))
  return named && cited
}

/** Of a scenario, a target or a wish for one. */
const isSaml = (service: unknown): boolean =>
  service === 'reference-saml' || (typeof service === 'object' && service !== null && 'saml' in service)

/** What a target is, among the roles that scenarios look at. */
export const playsOf = (of: {
  readonly api?: unknown
  readonly service?: unknown
  readonly command?: { readonly flow: CommandFlow } | undefined
  readonly document?: { readonly is: DocumentKind } | undefined
}): ScenarioFacts['plays'] => {
  if (of.document !== undefined) return of.document.is
  if (of.command !== undefined) return of.command.flow
  if (of.service !== undefined) return isSaml(of.service) ? 'sp' : 'rp'
  return of.api === undefined ? 'op' : 'resource-server'
}

type Placed = Pick<ScenarioFacts, 'id' | 'cites' | 'plays' | 'protections'>

type Player = Pick<TargetSeed, 'api' | 'command' | 'document' | 'saml' | 'samlOnly'> & { readonly service?: unknown }

/** An issuer may be an identity provider as well, or nothing else; a service provider comes with its metadata. */
const isPlayed = (plays: ScenarioFacts['plays'], target: Player): boolean => {
  const is = playsOf(target)
  if (is === 'sp') return plays === 'sp' || plays === 'metadata'
  if (is !== 'op') return is === plays
  return plays === 'idp' ? target.saml !== undefined : plays === 'op' && !target.samlOnly
}

/** It is what the scenario is about, whatever may be missing there. */
export const suits = ({ plays, protections }: Pick<ScenarioFacts, 'plays' | 'protections'>, target: Player): boolean =>
  isPlayed(plays, target) && (!target.api || !protections || protections.includes(target.api.protection))

/** The targets of a plan at which a scenario is to be played. */
export const targetsFor = (facts: Placed, plan: RunPlan): readonly TargetSeed[] =>
  isSelected(facts, plan.selection)
    ? plan.targets.filter(
        (target) => suits(facts, target) && (target.only === undefined || target.only.includes(facts.id)),
      )
    : []
