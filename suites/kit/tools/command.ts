import { subjectOf } from '#mocks/op/played-profile.ts'
import type { Command, CommandAttempt, CommandRun, RunCommandOptions } from '../contract-command.ts'
import { derived } from '../evidence.ts'
import { lendBrowser } from '../lend-browser.ts'
import { HeldBack } from '../signals.ts'
import type { CommandSeed } from '../target-command.ts'
import type { CommandDesk, CommandNews } from '../targets/command-desk.ts'
import { createUser, userOf } from './authorization.ts'
import { createBrowser } from './browser.ts'
import { createClient } from './client.ts'
import { createWitness, type Witness } from './command-evidence.ts'
import type { Session } from './session.ts'

/** Polls after which a device that should have stopped goes on for ever. */
const TOO_MANY = 3

const deskOf = ({ desk, target }: Session): CommandDesk => {
  if (desk.command) return desk.command
  throw new HeldBack('skip', `The program of target "${target.id}" is run by whoever started this, who is not there.`)
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What the program should print of the user. */
const expectedOf = ({ target: { profile, users, clients } }: Session, { is, client }: CommandSeed, role: string) => {
  if (is === 'client_id') return clients[client]?.clientId
  const person = profile.people[role]
  if (!person || is === undefined || is === 'sub') return person && subjectOf(profile, person)
  if (is === 'username') return users[role]?.username
  return asText([person.attributes[profile.claims[is]?.from ?? is]].flat()[0])
}

/** A token of the user's, got by another client. */
const tokenOf = async (session: Session, role: string): Promise<string> => {
  const browser = createBrowser(session, session.newAgent())
  const { accessToken } = await createClient(session, 'web').login({ as: createUser(session, role), in: browser })
  if (accessToken !== undefined) return accessToken
  throw new HeldBack('skip', 'The issuer gave the user no access token for the program.')
}

const polls = ({ requests }: Pick<CommandNews, 'requests'>): number =>
  requests.filter(({ endpoint }) => endpoint === 'token').length

/** The user goes where the device says, and answers; undefined when the device never asked for one. */
const answered = async (
  session: Session,
  seed: CommandSeed,
  run: string,
  options: RunCommandOptions,
  witness: Witness,
) => {
  const { as = session.user, answer = 'allow', afterPolls = 0 } = options
  if (seed.flow !== 'device' || answer === 'none') return undefined
  const desk = deskOf(session)
  const asked = await desk.until(run, 'deviceAuthorization', 1, seed.patience)
  witness(asked.requests)
  if (afterPolls > 0) await desk.until(run, 'token', afterPolls, seed.patience)
  const { user_code: userCode, verification_uri: verificationUri } = asked.given
  if (userCode === undefined || verificationUri === undefined) return undefined
  const browser = createBrowser(session, session.newAgent())
  const device = { userCode, verificationUri }
  const { pages } = await lendBrowser(browser, device, { as: createUser(session, as), consent: answer })
  if (answer === 'deny' && !pages.includes('consent')) {
    throw new HeldBack(
      'skip',
      'The issuer never asked the user, who could not refuse: let the program ask for more scopes.',
    )
  }
  return { at: session.clock(), polls: polls(await desk.until(run, 'token', 0, 0)) }
}

/** A refusal, or an attack of which the program is told at each poll, is the last word: who asks on does so for ever. */
const isLastWord = ({ attack, answer }: RunCommandOptions): boolean =>
  answer === 'deny' || (answer === 'none' && attack !== undefined)

const runWith =
  (session: Session, seed: CommandSeed) =>
  async (options: RunCommandOptions = {}): Promise<CommandRun> => {
    const desk = deskOf(session)
    const { as = session.user, attack, times } = options
    userOf(session, as)
    const needsToken = seed.flow === 'exchange' || seed.flow === 'introspection'
    const accessToken = needsToken ? (options.accessToken ?? (await tokenOf(session, as))) : undefined
    const order = {
      ...(attack ? { attack } : {}),
      ...(times ? { times } : {}),
      ...(accessToken ? { accessToken } : {}),
    }
    const run = await session.aside(() => desk.begin(order))
    const witness = createWitness(session)
    let goesOn = false
    let answer: Awaited<ReturnType<typeof answered>>
    let over = false
    try {
      answer = await answered(session, seed, run, options, witness)
      if (seed.flow === 'device' && isLastWord(options)) {
        const enough = (answer?.polls ?? 0) + TOO_MANY
        const news = await desk.until(run, 'token', enough, seed.patience)
        goesOn = news.end === undefined && polls(news) >= enough
      }
      over = true
      const news = await desk.end(run, goesOn ? 0 : seed.patience)
      witness(news.requests)
      return runOf(session, seed, as, news, goesOn, answer?.at)
    } finally {
      if (!over) await desk.end(run, 0)
    }
  }

const runOf = (
  session: Session,
  seed: CommandSeed,
  as: string,
  { clientId, attacked, end, output, requests, given }: CommandNews,
  goesOn: boolean,
  answeredAt: number | undefined,
): CommandRun => {
  const named = seed.prints === undefined ? undefined : new RegExp(seed.prints, 'm').exec(output)?.[1]?.trim()
  const expected = seed.flow === 'client-credentials' ? undefined : expectedOf(session, seed, as)
  const made: CommandRun = {
    ...(end?.code === undefined ? {} : { code: end.code }),
    ended: end?.how ?? 'is under way',
    ...{ clientId, attacked, goesOn, output, requests },
    ...(named === undefined ? {} : { named }),
    ...(expected === undefined ? {} : { expected }),
    ...(given.sub === undefined ? {} : { subject: given.sub }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
  }
  return derived(made, requests.at(-1) ?? made)
}

/** What it said last, in brackets. */
const lastWords = ({ output }: CommandRun): string => {
  const line = output.trim().split('\n').at(-1)?.trim().slice(0, 200)
  return line ? ` ("${line}")` : ', without a word'
}

/** Why nothing can be told of a program that never asked its issuer for anything. */
export const unheard = (run: CommandRun): string | undefined =>
  run.requests.length > 0
    ? undefined
    : `${run.ended}${lastWords(run)} and never asked the issuer for anything: tell it its issuer and its client, with {issuer} and {client_id}`

/** Why a run that should have ended well did not. */
const shortcoming = (seed: CommandSeed, run: CommandRun): string | undefined => {
  const { code, ended, named, expected } = run
  const silence = unheard(run)
  if (silence !== undefined) return silence
  if (code !== 0) return `${ended}${lastWords(run)}`
  if (seed.prints === undefined) return undefined
  if (named === undefined) return `printed nothing that fits ${seed.prints}: correct prints`
  if (expected === undefined || named === expected) return undefined
  return `printed ${named}, where ${expected} had been meant: make \`is\` another attribute, or correct prints`
}

const proves = (seed: CommandSeed, what: string, run: CommandRun): CommandRun => {
  const why = shortcoming(seed, run)
  if (why === undefined) return run
  throw new HeldBack('skip', `${what} ${why}. What follows would prove nothing.`)
}

/** Something happened to it. */
const met = ({ attack }: RunCommandOptions, { attacked, answeredAt }: CommandRun): boolean =>
  attack === undefined ? answeredAt !== undefined : attacked

const outcomeOf = (options: RunCommandOptions, run: CommandRun): Pick<CommandAttempt, 'outcome' | 'why'> => {
  if (!met(options, run)) return { outcome: 'unseen' }
  if (run.goesOn || run.code === 0) return { outcome: 'went-on' }
  return run.code === undefined ? { outcome: 'unclear', why: `The program ${run.ended}.` } : { outcome: 'gave-up' }
}

export const createCommand = (session: Session, seed: CommandSeed): Command => {
  const run = runWith(session, seed)
  const { auth, pkce } = session.target.clients[seed.client] ?? {}
  return {
    flow: seed.flow,
    confidential: auth !== 'none',
    ...(pkce === undefined ? {} : { pkce }),
    prints: seed.prints !== undefined,
    registered: Object.values(session.target.clients).map((client) => client.clientId),
    untold: (why) => {
      throw new HeldBack('skip', why)
    },
    run,
    succeeds: async (options) => proves(seed, 'The run', await run(options)),
    attempt: async (what, options) => {
      proves(seed, 'The run before it', await run())
      const under = await run(options)
      proves(seed, 'The run after it', await run())
      return derived({ attack: what, ...outcomeOf(options, under), run: under }, under)
    },
  }
}
