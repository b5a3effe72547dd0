import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Registration } from '#fixtures/schema/registration.ts'
import { notApplicable } from '../judged.ts'
import type { Unseen } from '../model.ts'
import type { Fetch } from '../online/fetch.ts'
import { logoFailure, logoRules } from './logo.ts'
import type { Path, ReadRegistration, Remark, Rule } from './registration.ts'

/** A rule with what was found by asking, or why nothing could be seen. */
type Asked = Pick<Rule, 'cites'> & { readonly remarks: readonly Remark[]; readonly unseen?: Unseen }

const UNASKED: Unseen = {
  verdict: 'skip',
  reason: 'Nobody was asked: without --offline pages are opened, and the logo is looked at.',
}

const LARGEST_LOGO = 1_000_000

/** What a reader sees of a page, or of a text. */
const wordsOf = (text: string): number =>
  text
    .replace(/<(script|style|noscript|template)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const remarksOnWebsite = async (
  website: string,
  { description = {} }: Registration['service'],
  fetch: Fetch,
): Promise<readonly Remark[]> => {
  const at: Path = ['service', 'website']
  const write = 'A page that everybody can open, and that says more than the description does.'
  const answer = await fetch(website)
  if ('failure' in answer) return [{ at, wrong: `The page cannot be opened: ${answer.failure}.`, write }]
  if (answer.status !== 200) return [{ at, wrong: `The page answers ${answer.status}.`, write }]
  const [page, told] = [wordsOf(textOf(answer.bytes)), Math.max(0, ...Object.values(description).map(wordsOf))]
  return page > told ? [] : [{ at, wrong: `The page has ${page} words, and the description ${told}.`, write }]
}

const websiteAsked = async ({ content: { service } }: ReadRegistration, fetch: Fetch): Promise<Asked> => {
  const { website = '' } = service
  const cites = 'REG-WEBSITE-CONTENT'
  if (URL.canParse(website)) return { cites, remarks: await remarksOnWebsite(website, service, fetch) }
  return { cites, remarks: [], unseen: notApplicable('There is no website to open.') }
}

const openRemarks = async (
  read: ReadRegistration,
  member: 'privacy' | 'aup',
  fetch: Fetch,
): Promise<readonly Remark[]> => {
  const address = read.content.service[member]
  if (address === undefined || !URL.canParse(address)) return []
  const answer = await fetch(address)
  const why = 'failure' in answer ? answer.failure : answer.status === 200 ? undefined : `it answers ${answer.status}`
  const at: Path = ['service', member]
  return why === undefined
    ? []
    : [{ at, wrong: `The page cannot be opened: ${why}.`, write: 'A page that everybody can open.', weight: 'warn' }]
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text)

/** Its bytes, or why they cannot be looked at; undefined where nobody is to be asked. */
const logoBytes = async (
  logo: string,
  folder: string,
  fetch: Fetch | undefined,
): Promise<Uint8Array | string | undefined> => {
  if (isAddress(logo)) {
    if (!fetch) return undefined
    const answer = await fetch(logo)
    return logoFailure(answer) ?? ('bytes' in answer ? answer.bytes : 'nothing came')
  }
  const path = isAbsolute(logo) ? logo : join(folder, logo)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return 'there is no such file'
  return found.size > LARGEST_LOGO ? `it is larger than ${LARGEST_LOGO} bytes` : readFile(path)
}

const logoChecks = async (
  { content }: ReadRegistration,
  folder: string,
  fetch: Fetch | undefined,
): Promise<readonly Asked[]> => {
  const logo = content.service.logo?.trim()
  const unseen = (seen: Unseen): readonly Asked[] =>
    logoRules.map(({ cites }) => ({ cites, remarks: [], unseen: seen }))
  if (!logo) return unseen(notApplicable('There is no logo.'))
  const bytes = await logoBytes(logo, folder, fetch)
  if (bytes === undefined) return unseen(UNASKED)
  if (typeof bytes !== 'string')
    return logoRules.map(({ cites, remarks }) => ({ cites, remarks: remarks(bytes, logo) }))
  const at: Path = ['service', 'logo']
  const wrong = `The logo cannot be looked at: ${bytes}.`
  const write = isAddress(logo)
    ? 'An address that everybody can open.'
    : 'A PNG beside this file, or its https address.'
  const [first, ...others] = unseen({ verdict: 'skip', reason: wrong })
  return [...(first ? [{ cites: first.cites, remarks: [{ at, wrong, write }] }] : []), ...others]
}

/**
 * What is found only by asking: pages that open, and the logo, which may lie beside the registration in `folder`. Without
 * `fetch` nobody is asked.
 */
export const askAround = async (read: ReadRegistration, folder: string, fetch?: Fetch): Promise<readonly Asked[]> => {
  const logo = logoChecks(read, folder, fetch)
  if (!fetch) return [{ cites: 'REG-WEBSITE-CONTENT', remarks: [], unseen: UNASKED }, ...(await logo)]
  const [website, privacy, aup] = await Promise.all([
    websiteAsked(read, fetch),
    openRemarks(read, 'privacy', fetch),
    openRemarks(read, 'aup', fetch),
  ])
  return [website, { cites: 'REG-PRIVACY', remarks: privacy }, { cites: 'REG-AUP', remarks: aup }, ...(await logo)]
}
