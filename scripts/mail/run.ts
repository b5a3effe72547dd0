import { writeFile } from 'node:fs/promises'
import { readConfigurationFile } from '#lint/input.ts'
import { LintError } from '#lint/model.ts'
import { lintRegistration, type ReadRegistration, readRegistration } from '#lint/registration/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { emlOf } from '#registration/mail/eml.ts'
import { changeMessage, type Message, newServiceMessage, teamOf } from '#registration/mail/message.ts'

export interface MailOptions {
  readonly new: boolean
  readonly change?: string
  readonly environments?: readonly string[]
  readonly to?: string
  readonly from?: string
  readonly out?: string
  readonly anyway: boolean
}

export interface MailRun extends MailOptions {
  readonly now: Date
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
}

const read = (file: string): ReadRegistration => {
  try {
    return readRegistration(readConfigurationFile(file))
  } catch (error) {
    throw error instanceof LintError ? new ConfigurationError(`${file} ${error.message}`) : error
  }
}

/** Environments that are meant: of the file as it is, and as it was. */
const environmentsOf = (all: readonly ReadRegistration[], wanted: readonly string[] | undefined): readonly string[] => {
  const known = [...new Set(all.flatMap(({ environments }) => environments.map(({ name }) => name)))]
  const unknown = wanted?.find((name) => !known.includes(name))
  if (unknown === undefined) return wanted ?? known
  throw new ConfigurationError(`There is no environment "${unknown}": the file has ${known.join(', ')}.`)
}

const recipient = ({ environments }: ReadRegistration, names: readonly string[], to: string | undefined): string => {
  if (to !== undefined) return to
  const teams = environments
    .filter(({ name }) => names.includes(name))
    .map(({ profile }) => profile && teamOf(profile.id))
  const [team, ...others] = [...new Set(teams)]
  if (team !== undefined && others.length === 0) return team
  throw new ConfigurationError(
    'Say with --to whom to write to, and with --environments which environments they look after.',
  )
}

const senderOf = ({ content }: ReadRegistration): string | undefined => {
  const [first] = [content.service.contacts?.technical ?? []].flat()
  return typeof first === 'string' ? first : first?.email
}

const messageOf = (
  file: string,
  options: MailRun,
): { readonly message?: Message; readonly after: ReadRegistration } => {
  const after = read(file)
  const before = options.change === undefined ? undefined : read(options.change)
  if (options.new === (before !== undefined))
    throw new ConfigurationError('Say either --new, or --change with the file as it was.')
  const names = environmentsOf(before ? [after, before] : [after], options.environments)
  const to = recipient(after, names, options.to)
  const message = before
    ? changeMessage(before.content, after.content, names, to)
    : newServiceMessage(after.content, names, to)
  return message ? { message, after } : { after }
}

/** Files that the message names go along with it; nothing is attached because a text says so. */
const toAttach = ({ content: { service, environments } }: ReadRegistration): string => {
  const named = [service.logo, ...Object.values(environments).map(({ metadata }) => metadata)]
  const files = named.flatMap((name) => name?.trim() || []).filter((name) => !/^[a-z][a-z0-9+.-]+:/i.test(name))
  return files.length === 0 ? '' : ` Attach ${[...new Set(files)].join(' and ')} to it.`
}

/** Resolves with the exit code. */
export const runMail = async (file: string, run: MailRun): Promise<0 | 1> => {
  const { message, after } = messageOf(file, run)
  const toMend = lintRegistration(after).filter(({ weight }) => weight === 'fail')
  const [first] = toMend
  if (first && !run.anyway) {
    const more = toMend.length > 1 ? ` and ${toMend.length - 1} more` : ''
    run.complain(`${file}:${first.line}: ${first.wrong}${more}: aai lint ${file} tells what to mend before it is sent.`)
    return 1
  }
  if (!message) {
    run.complain(`Nothing that is registered differs between ${run.change} and ${file}.`)
    return 1
  }
  run.write(`To: ${message.to}\nSubject: ${message.subject}\n\n${message.text}`)
  if (run.out !== undefined) {
    await writeFile(`${run.out}.txt`, message.text)
    await writeFile(`${run.out}.eml`, await emlOf(message, run.from ?? senderOf(after), run.now))
    run.write(`Written: ${run.out}.txt and ${run.out}.eml, which mail programs open as a draft.${toAttach(after)}`)
  }
  return 0
}
