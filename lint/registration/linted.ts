import { findingsIn, together } from '../judged.ts'
import type { Judged, Linted } from '../model.ts'
import type { Fetch } from '../online/fetch.ts'
import { findingsOf, judgeRegistration, readRegistration } from './index.ts'
import { askAround, unasked } from './online.ts'
import type { ReadRegistration } from './registration.ts'

const ENDS = /\.(?:ya?ml|json)$/i

/** By its two members, which no configuration of a client has together. */
export const isRegistration = (file: string, text: string): boolean =>
  ENDS.test(file) &&
  /^["']?service["']?\s*:/m.test(text.replace(/^\s*\{?\s*/, '')) &&
  /^\s*["']?environments["']?\s*:/m.test(text)

const settingsIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, each) => sum + settingsIn(each), 0)
    : 1

const judgedIn = async (
  read: ReadRegistration,
  folder: string,
  fetch: Fetch | undefined,
): Promise<readonly Judged[]> => {
  const asked = fetch ? await askAround(read, folder, fetch) : unasked
  return together([
    ...judgeRegistration(read),
    ...asked.map(({ remarks, unseen, ...rule }) => ({
      ...rule,
      findings: findingsOf(rule, remarks, read),
      ...(unseen ? { unseen } : {}),
    })),
  ])
}

/**
 * A registration, its pages and its logo; without `fetch` nobody is asked. `folder` is where the file lies. Rejects with a
 * LintError.
 */
export const lintRegistrationFile = async (
  file: string,
  text: string,
  { folder, fetch }: { readonly folder: string; readonly fetch?: Fetch },
): Promise<Linted> => {
  const read = readRegistration(text)
  const judged = await judgedIn(read, folder, fetch)
  return {
    ...{ file, is: 'registration', kind: 'registration', title: 'a service as it is to be registered' },
    settings: settingsIn(read.content),
    findings: findingsIn(judged),
    judged,
  }
}
