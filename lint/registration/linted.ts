import { findingsIn, together } from '../judged.ts'
import type { Judged, Linted } from '../model.ts'
import type { Fetch } from '../online/fetch.ts'
import { findingsOf, judgeRegistration, readRegistration } from './index.ts'
import { askAround } from './online.ts'
import type { ReadRegistration } from './registration.ts'
import { askForMetadata } from './saml.ts'
import { judgeSight, unsighted } from './seen.ts'
import type { Sight } from './sight.ts'

const ENDS = /\.(?:ya?ml|json)$/i

const isMember = (name: string, text: string): boolean => new RegExp(`^[\\s{]*["']?${name}["']?\\s*:`, 'm').test(text)

/** By its two members, which no configuration of a client has together; by its usual name one of them will do. */
export const isRegistration = (file: string, text: string): boolean => {
  if (!ENDS.test(file)) return false
  const members = ['service', 'environments'].filter((name) => isMember(name, text))
  return members.length === 2 || (members.length === 1 && /^service\./i.test(file))
}

const settingsIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, each) => sum + settingsIn(each), 0)
    : 1

export interface LintRegistrationOptions {
  /** Where the file lies. */
  readonly folder: string
  /** Without it nobody is asked. */
  readonly fetch?: Fetch
  /** What a run saw of the service. */
  readonly sight?: Sight
  /** The environment that the run was about; found by its addresses unless said. */
  readonly environment?: string
}

const judgedIn = async (read: ReadRegistration, options: LintRegistrationOptions): Promise<readonly Judged[]> => {
  const { folder, fetch, sight, environment } = options
  const asked = [...(await askAround(read, folder, fetch)), await askForMetadata(read, folder, fetch)]
  return together([
    ...judgeRegistration(read),
    ...asked.map(({ remarks, unseen, ...rule }) => ({
      ...rule,
      findings: findingsOf(rule, remarks, read),
      ...(unseen ? { unseen } : {}),
    })),
    ...(sight ? judgeSight(read, sight, environment) : unsighted),
  ])
}

/**
 * A registration, its pages and its logo, and what was seen of the service. Rejects with a LintError.
 */
export const lintRegistrationFile = async (
  file: string,
  text: string,
  options: LintRegistrationOptions,
): Promise<Linted> => {
  const read = readRegistration(text)
  const judged = await judgedIn(read, options)
  return {
    ...{ file, is: 'registration', kind: 'registration', title: 'a service as it is to be registered' },
    settings: settingsIn(read.content),
    findings: findingsIn(judged),
    judged,
  }
}
