import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '#fixtures/schema/client.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { type ToolHabit, type ToolOptions, toolHabits, tools } from '#mocks/tool/index.ts'
import type { CommandFlow, CommandSeed } from '../target-command.ts'
import { type CommandDesk, type CommandOrder, commandDeskOf } from './command-desk.ts'
import { type Program, type RunningProgram, runProgram } from './run-program.ts'

/** A program of ours that is right but for what faults make it do. */
export interface ReferenceCommand {
  readonly flow: CommandFlow
  /** It is registered with PKCE. */
  readonly pkce?: true
}

/** Somebody's own program, as the configuration describes it. */
export interface OwnCommand extends Omit<CommandSeed, 'ours' | 'client'> {
  /** At the issuer that we play. */
  readonly registration: Client
  readonly program: Program
  /** `clientId`s of others for whom it may ask for tokens. */
  readonly audiences: readonly string[]
}

/** A program that is registered and may be run. */
export interface RaisedCommand {
  readonly seed: CommandSeed
  readonly desk: CommandDesk
  readonly close: () => Promise<void>
}

/** By a name that no profile has. */
const ROLE = 'command-under-test'

/** Clients of our profiles that use such a flow. */
const LIKE: Readonly<Record<CommandFlow, string>> = {
  device: 'device',
  exchange: 'exchanger',
  'client-credentials': 'service',
  introspection: 'resource',
}

/** Seconds. */
const PATIENCE = 30

const isHabit = (name: string): name is ToolHabit => name in toolHabits

/** `tool.impatient` in `skip`. */
const habitsIn = (faults: readonly Bend[]): readonly ToolHabit[] =>
  faults
    .flatMap(({ skip = [] }) => skip)
    .flatMap((condition) => (condition.startsWith('tool.') ? condition.slice('tool.'.length) : []))
    .filter(isHabit)

const launched = (flow: CommandFlow, options: ToolOptions): RunningProgram => {
  const stopping = new AbortController()
  let output = ''
  const print = (line: string): void => {
    output += `${line}\n`
  }
  const ended = tools[flow](options, { print, signal: stopping.signal })
  return {
    ended: ended.then((code) => ({ code, how: `ended with ${code}` })),
    output: () => output,
    stop: () => stopping.abort(),
  }
}

const raiseReference = (
  { flow, pkce }: ReferenceCommand,
  provider: RunningProvider,
  faults: readonly Bend[],
): RaisedCommand => {
  const role = LIKE[flow]
  const like = provider.clients[role]
  if (!like) throw new Error(`${provider.profile.id} has no client ${role} for the program to be like`)
  const client: Client = pkce ? { ...like, pkce: 'S256' } : like
  provider.addClient(role, client)
  const options: Omit<ToolOptions, 'clientId'> = {
    issuer: provider.issuer,
    ...(client.secret === undefined ? {} : { secret: client.secret }),
    ...(pkce ? { pkce } : {}),
    ...(provider.authority === undefined ? {} : { trust: provider.authority }),
    careless: habitsIn(faults),
  }
  const launch = ({ clientId }: Client, { accessToken }: CommandOrder): RunningProgram =>
    launched(flow, { ...options, clientId, ...(accessToken === undefined ? {} : { accessToken }) })
  const prints = flow === 'client-credentials' ? 'Acting as (\\S+)' : '(?:Signed in as|Exchanged for|Let in) (\\S+)'
  return {
    seed: { ours: true, flow, client: role, prints, patience: PATIENCE },
    desk: commandDeskOf({ provider, registration: client, apart: true, launch }),
    close: async () => {},
  }
}

const raiseOwn = async (
  { registration, program, audiences, ...rest }: OwnCommand,
  provider: RunningProvider,
): Promise<RaisedCommand> => {
  const { clientId, secret = '' } = registration
  for (const [role, known] of Object.entries(provider.clients)) {
    if (known.clientId === clientId) provider.removeClient(role)
  }
  provider.addClient(ROLE, registration)
  for (const audience of audiences) {
    const { title, auth, redirectUris, grants } = {
      title: audience,
      auth: 'none',
      redirectUris: [],
      grants: [],
    } as const
    const other = { title, clientId: audience, auth, redirectUris: [...redirectUris], grants: [...grants] }
    provider.addClient(`audience ${audience}`, { ...other, postLogoutRedirectUris: [], consent: false })
  }
  const folder = await mkdtemp(join(tmpdir(), 'aai-command-'))
  const ca_file = join(folder, 'ca.pem')
  await writeFile(ca_file, provider.authority ?? '')
  const known = {
    issuer: provider.issuer,
    discovery: provider.discoveryUrl,
    client_id: clientId,
    client_secret: secret,
  }
  // Somebody's program may keep what it was given in one place: one run after the other.
  const launch = (_: Client, { accessToken = '' }: CommandOrder): RunningProgram =>
    runProgram(program, { ...known, ca_file, access_token: accessToken })
  return {
    seed: { ...rest, ours: false, client: ROLE },
    desk: commandDeskOf({ provider, registration, apart: false, launch }),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The program, registered at the issuer; it is run when a scenario asks for it. */
export const raiseCommand = async (
  command: ReferenceCommand | OwnCommand,
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedCommand> =>
  'program' in command ? raiseOwn(command, provider) : raiseReference(command, provider, faults)

/** Devices ask every second: users of ours act at once, and a run shall not take minutes. */
export const withShortInterval = (profile: Profile): Profile => {
  const { deviceInterval } = profile.lifetimes
  if (deviceInterval === undefined || deviceInterval <= 1) return profile
  return { ...profile, lifetimes: { ...profile.lifetimes, deviceInterval: 1 } }
}
