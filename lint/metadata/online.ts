import type { RequirementId } from '#fixtures/requirements/index.ts'
import { attributeOf, type XmlElement } from '#mocks/xml/document.ts'
import type { Origin } from '../input.ts'
import type { Unseen } from '../model.ts'
import type { Fetch, Fetched } from '../online/fetch.ts'
import { bytesRemarks, logosOf } from './logo.ts'
import { hasText, isOfThisMachine, type Metadata, type Remark, shownAs } from './metadata.ts'

/** A requirement with what was found by asking, or why nothing could be seen. */
export interface Asked {
  readonly cites: RequirementId
  readonly remarks: readonly Remark[]
  readonly unseen?: Unseen
}

/** More logos than that are not asked for. */
const MOST = 4

const reasonOf = (answer: Fetched): string | undefined =>
  'failure' in answer ? answer.failure : answer.status === 200 ? undefined : `it answers ${answer.status}`

const logoAsked = async (at: XmlElement, fetch: Fetch): Promise<readonly Asked[]> => {
  const url = at.text.trim()
  const answer = await fetch(url)
  const failure = reasonOf(answer)
  if (failure === undefined && 'bytes' in answer)
    return bytesRemarks(at, answer.bytes).map(([cites, remarks]) => ({ cites, remarks }))
  const wrong = `The logo cannot be looked at: ${failure}.`
  return [
    {
      cites: 'REG-LOGO-FORMAT',
      remarks: [{ at, wrong, write: 'An address that everybody can open.', weight: 'warn' }],
    },
  ]
}

const pageAsked = async (at: XmlElement, fetch: Fetch): Promise<Asked> => {
  const failure = reasonOf(await fetch(at.text.trim()))
  const wrong = `The page cannot be opened: ${failure}.`
  const remark: Remark = { at, wrong, write: 'A page that everybody can open.' }
  return { cites: 'MDUI-2.1.6', remarks: failure === undefined ? [] : [remark] }
}

const XML_TYPES = /^(?:application\/(?:samlmetadata\+xml|xml)|text\/xml)(?:\s*;|$)/i

const entityIdIn = (bytes: Uint8Array): string | undefined =>
  /\bentityID\s*=\s*["']([^"']*)["']/.exec(Buffer.from(bytes).toString('utf8'))?.[1]

/** An attribute as it stands in a document, before anybody reads it. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const originRemarks = async (
  { entity }: Metadata,
  origin: Origin,
  fetch: Fetch | undefined,
): Promise<readonly Remark[]> => {
  const { url, end, type, untrusted } = origin
  const remarks: Remark[] = []
  if (!isOfThisMachine(end) && !(/^https:/i.test(url) && /^https:/i.test(end))) {
    const write = 'https, with a certificate that browsers trust.'
    const found = end === url ? url : `${url}, which leads to ${end}`
    remarks.push({ at: entity, found, wrong: 'The metadata is served over an open line.', write })
  }
  if (untrusted !== undefined) {
    const write = 'A certificate of a public authority, with its intermediate certificates.'
    remarks.push({ at: entity, found: untrusted, wrong: 'Nobody can read it over https.', write })
  }
  if (!XML_TYPES.test(type)) {
    const wrong = 'The metadata is not served as XML.'
    remarks.push({ at: entity, found: type || 'no Content-Type', wrong, write: 'application/samlmetadata+xml' })
  }
  const again = fetch && untrusted === undefined ? await fetch(url) : undefined
  const name = again && 'bytes' in again ? entityIdIn(again.bytes) : undefined
  const first = attributeOf(entity, 'entityID') ?? ''
  if (again && name !== escaped(first) && name !== first) {
    const wrong = `Asked a second time, the address gives ${name === undefined ? 'no metadata' : `that of ${name}`}.`
    remarks.push({ at: entity, attribute: 'entityID', wrong, write: 'The same metadata for everybody, at every time.' })
  }
  return remarks
}

const servedAsked = async (metadata: Metadata, origin: Origin | undefined, fetch?: Fetch): Promise<Asked> => {
  const remarks = origin ? await originRemarks(metadata, origin, fetch) : []
  if (remarks.length > 0 || (origin && !isOfThisMachine(origin.end))) return { cites: 'MD-HTTPS', remarks }
  const how = origin ? 'It was read on this machine' : 'It was handed in as a file'
  const reason = `${how}: name the https address at which everybody gets it.`
  return { cites: 'MD-HTTPS', remarks, unseen: { verdict: 'skip', reason } }
}

/** Whoever fetches it again wants to know when (SAML metadata section 2.3.2); a federation says so for its own. */
const validityAsked = ({ entity }: Metadata, origin: Origin | undefined): readonly Asked[] => {
  const known = ['validUntil', 'cacheDuration'].some((name) => attributeOf(entity, name) !== undefined)
  if (known || !origin) return []
  const wrong = 'It does not say how long it holds, nor when to fetch it again.'
  const write = 'cacheDuration="PT24H", or a validUntil that is renewed each day.'
  const remark: Remark = { at: entity, found: 'no validUntil, no cacheDuration', wrong, write, weight: 'note' }
  return [{ cites: 'MD-SCHEMA', remarks: [remark] }]
}

/** What is found only by asking; without `fetch` nobody is asked. */
export const askAround = async (
  metadata: Metadata,
  origin: Origin | undefined,
  fetch?: Fetch,
): Promise<readonly Asked[]> => {
  const served = [await servedAsked(metadata, origin, fetch), ...validityAsked(metadata, origin)]
  if (!fetch) return served
  const isAddress = ({ text }: XmlElement): boolean => /^https?:\/\/./i.test(text.trim()) && URL.canParse(text.trim())
  const pages = ['InformationURL', 'PrivacyStatementURL'].flatMap((name) => shownAs(metadata, name).filter(hasText))
  const asked = await Promise.all([
    ...logosOf(metadata)
      .filter(isAddress)
      .slice(0, MOST)
      .map((logo) => logoAsked(logo, fetch)),
    ...pages
      .filter(isAddress)
      .slice(0, MOST)
      .map(async (page) => [await pageAsked(page, fetch)]),
  ])
  return [...served, ...asked.flat()]
}
