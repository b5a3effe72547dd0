import { verdicts } from '#reports/model.ts'
import { daysUntil } from './expiries.ts'
import type { Expiry, Round, Standing } from './round.ts'

/** What is known at a moment. */
export interface Measured {
  /** Ids of the targets that are watched. */
  readonly targets: readonly string[]
  readonly last?: Round
  /** The last that was no failure. */
  readonly good?: Round
  /** Milliseconds since the epoch. */
  readonly now: number
}

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number]

interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: (measured: Measured) => readonly Sample[]
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const labelled = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const standings = (
  { last }: Measured,
  samples: (standing: Standing, target: Labels) => readonly Sample[],
): readonly Sample[] => last?.standings.flatMap((each) => samples(each, { target: each.id })) ?? []

/** Keys and tokens are known since a round that was no failure, certificates since the last. */
const expiries = ({ last, good }: Measured): readonly Expiry[] => [
  ...(last?.expiries ?? []),
  ...(last?.failure ? (good?.expiries.filter(({ kind }) => kind !== 'certificate') ?? []) : []),
]

const ofExpiries = (measured: Measured, value: (expiry: Expiry) => number): readonly Sample[] =>
  expiries(measured).map((each) => [{ target: each.target, kind: each.kind, name: each.name }, value(each)])

const ofRound = ({ last }: Measured, value: (round: Round) => number): readonly Sample[] =>
  last ? [[{}, value(last)]] : []

const metrics: readonly Metric[] = [
  {
    name: 'aai_up',
    help: 'Whether the last round could be played at the target.',
    samples: ({ targets, last }) => (last ? targets.map((target) => [{ target }, last.failure ? 0 : 1]) : []),
  },
  {
    name: 'aai_scenarios',
    help: 'Scenarios of the last round by verdict.',
    samples: (measured) =>
      standings(measured, ({ counts }, target) =>
        verdicts.map((verdict): Sample => [{ ...target, verdict }, counts[verdict]]),
      ),
  },
  {
    name: 'aai_worst_verdict',
    help: `The worst verdict of the last round: ${verdicts.map((verdict, rank) => `${rank} ${verdict}`).join(', ')}.`,
    samples: (measured) => standings(measured, ({ worst }, target) => [[target, verdicts.indexOf(worst)]]),
  },
  {
    name: 'aai_fact',
    help: 'A number seen of the target in the last round: sizes in characters, lifetimes in seconds.',
    samples: (measured) =>
      standings(measured, ({ facts }, target) =>
        Object.entries(facts).flatMap(([fact, value]): readonly Sample[] =>
          typeof value === 'string' ? [] : [[{ ...target, fact }, Number(value)]],
        ),
      ),
  },
  {
    name: 'aai_fact_info',
    help: 'A word seen of the target in the last round; the value is always 1.',
    samples: (measured) =>
      standings(measured, ({ facts }, target) =>
        Object.entries(facts).flatMap(([fact, value]): readonly Sample[] =>
          typeof value === 'string' ? [[{ ...target, fact, value }, 1]] : [],
        ),
      ),
  },
  {
    name: 'aai_expiry_days',
    help: 'Days until a certificate, a signing key, or the earliest of the tokens issued in the last round runs out.',
    samples: (measured) => ofExpiries(measured, (each) => daysUntil(each, measured.now)),
  },
  {
    name: 'aai_expiry_timestamp_seconds',
    help: 'When it runs out.',
    samples: (measured) => ofExpiries(measured, ({ until }) => until / 1000),
  },
  {
    name: 'aai_round_timestamp_seconds',
    help: 'When the last round began.',
    samples: (measured) => ofRound(measured, ({ at }) => at / 1000),
  },
  {
    name: 'aai_round_duration_seconds',
    help: 'How long the last round took.',
    samples: (measured) => ofRound(measured, ({ durationMs }) => durationMs / 1000),
  },
  {
    name: 'aai_good_round_timestamp_seconds',
    help: 'When the last round began that could be played.',
    samples: ({ good }) => (good ? [[{}, good.at / 1000]] : []),
  },
]

const textOf = ({ name, help, samples }: Metric, measured: Measured): string => {
  const lines = samples(measured).map(([labels, value]) => `${name}${labelled(labels)} ${value}\n`)
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}

/** Text format 0.0.4 of Prometheus, which the textfile collector of node_exporter reads too: no time stamps. */
export const renderMetrics = (measured: Measured): string => metrics.map((each) => textOf(each, measured)).join('')
