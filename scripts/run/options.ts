import { type Command, InvalidArgumentError, Option } from 'commander'

/** What is played, and how. */
export interface PlayOptions {
  readonly config?: string
  readonly driver?: 'http' | 'browser'
  readonly seed?: string
  readonly tag: readonly string[]
  readonly scenario: readonly string[]
  readonly requirement: readonly string[]
  readonly shuffle: boolean
  readonly concurrency?: number
}

export interface RunCommandOptions extends PlayOptions {
  readonly target: readonly string[]
  readonly profile: readonly string[]
  readonly out: string
  readonly strict: boolean
  readonly json: boolean
  /** The result is sealed, so that aai ready can tell that nobody changed it: with the user's key, or with that of a file. */
  readonly seal?: boolean | string
  /** Deviations that are known. */
  readonly baseline?: string
  /** Services, and nothing else. */
  readonly services?: boolean
  /** What comes along, whatever a configuration says. */
  readonly example?: boolean
  /** A service that many have, and the user's copy of it. */
  readonly preset?: string
  readonly dir?: string
  /** NGINX before services: `true` for all that we know, or one setting. */
  readonly proxy?: string | true
}

const listed = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
]

const positive = (text: string): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0 && value <= 100) return value
  throw new InvalidArgumentError('Make it a whole number from 1 to 100.')
}

const list = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(listed).default([])

/** For every command that plays something. */
export const withPlayOptions = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'the configuration; aai.config.{ts,json,yaml} of this folder unless said')
    .addOption(new Option('--driver <name>', 'what plays the user').choices(['http', 'browser']))
    .option('--seed <text>', 'draw the same values as an earlier run')
    .addOption(list('--tag <expressions>', 'only scenarios with this tag, or that meet an expression: pkce && !slow'))
    .addOption(list('-s, --scenario <ids>', 'only these scenarios; oidc.op.pkce names all below it'))
    .addOption(list('-r, --requirement <ids>', 'only scenarios that judge this requirement: PKCE-S256'))
    .option('--shuffle', 'play in an order drawn from the seed', false)
    .option('--concurrency <n>', 'scenarios of one file played at the same time', positive)

export const withRunOptions = (command: Command): Command =>
  withPlayOptions(
    command
      .addOption(list('-t, --target <ids>', 'targets of the configuration, or ids of our profiles'))
      .addOption(list('--profile <ids>', 'profiles to play and to test against: ids of ours, or paths of files')),
  )
    .option('-o, --out <folder>', 'where the report goes', 'reports/out')
    .option('--baseline <file>', 'deviations that are known, each with its reason (aai baseline writes such a list)')
    .option(
      '--seal [key]',
      'also write result.jws, by which aai ready sees that nobody changed the result; with your own key, or that of a file',
      false,
    )
    .option('--strict', 'end with exit code 1 for a warning too', false)
    .option('--json', 'print the result itself, and nothing else, on standard output', false)

/** What was asked for, as the report says it. */
export const selectionOf = ({ tag, scenario, requirement }: PlayOptions): string => {
  const parts = [
    ...tag.map((each) => `--tag ${each}`),
    ...scenario.map((each) => `--scenario ${each}`),
    ...requirement.map((each) => `--requirement ${each}`),
  ]
  return parts.length === 0 ? 'everything' : parts.join(' ')
}
