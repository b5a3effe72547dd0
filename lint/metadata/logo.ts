import type { RequirementId } from '#fixtures/requirements/index.ts'
import { attributeOf, type XmlElement } from '#mocks/xml/document.ts'
import { imageOf } from '../registration/image.ts'
import { logoRules as imageRules } from '../registration/logo.ts'
import { hasText, type Metadata, type Remark, type Rule, shownAs } from './metadata.ts'

export const logosOf = (metadata: Metadata): readonly XmlElement[] => shownAs(metadata, 'Logo').filter(hasText)

const INLINE = /^data:image\/[\w.+-]+;base64,/i

/** The bytes of a logo that stands in the metadata itself. */
const inlineOf = (logo: XmlElement): Uint8Array | undefined => {
  const text = logo.text.trim()
  const start = INLINE.exec(text)?.[0]
  const coded = start === undefined ? '' : text.slice(start.length)
  return /^[A-Za-z0-9+/]+={0,2}$/.test(coded) ? Buffer.from(coded, 'base64') : undefined
}

const placeRemark = (at: XmlElement): readonly Remark[] => {
  const text = at.text.trim()
  const found = text.slice(0, 60)
  if (/^data:/i.test(text)) {
    const wrong = 'It is no image in base64, in one piece.'
    return inlineOf(at) ? [] : [{ at, found, wrong, write: 'data:image/png;base64,… without blanks and line breaks.' }]
  }
  // RFC 3986 section 2: what else stands in an address is written in per cent.
  const stray = /[^\w.~:/?#[\]@!$&'()*+,;=%-]/.exec(text)?.[0]
  if (stray !== undefined) {
    return [{ at, found, wrong: `"${stray}" may not stand in an address.`, write: encodeURI(text) }]
  }
  if (/^https:\/\/./i.test(text)) return []
  const write = /^http:/i.test(text) ? text.replace(/^http:/i, 'https:') : 'https://www.your-service.org/logo.png'
  return [{ at, found, wrong: 'The logo is not at an https address.', write }]
}

const DIMENSIONS = ['height', 'width'] as const

const isNear = (said: number, real: number): boolean => Math.abs(said - real) <= real / 10

/** What width and height say, beside what the image has; without bytes what can be said of them alone. */
const sizeRemarks = (at: XmlElement, bytes: Uint8Array | undefined): readonly Remark[] => {
  const real = bytes && imageOf(bytes).size
  return DIMENSIONS.flatMap((attribute) => {
    const said = attributeOf(at, attribute)
    const write = `${attribute}="${real?.[attribute] ?? 64}", as the image has it.`
    if (said === undefined || !/^\+?0*[1-9]\d*$/.test(said.trim()))
      return [{ at, attribute, found: said ?? 'none', wrong: `The logo has no ${attribute}.`, write }]
    if (!real || isNear(Number(said), real[attribute])) return []
    const wrong = `The image is ${real.width} wide and ${real.height} high.`
    return [{ at, attribute, found: said, wrong, write, weight: 'warn' }]
  })
}

/** Characters of base64 above which federations warn, and above which they drop the logo. */
const [WARNED, DROPPED] = [40_000, 50_000]

const lengthRemarks = (at: XmlElement, bytes: Uint8Array): readonly Remark[] => {
  const length = Math.ceil(bytes.length / 3) * 4
  const found = `${length} characters in base64`
  const write = `A smaller image, of fewer than ${WARNED} characters.`
  if (length > DROPPED) return [{ at, found, wrong: 'Federations drop logos of this size.', write, weight: 'fail' }]
  if (length > WARNED) return [{ at, found, wrong: 'Federations warn of logos of this size.', write, weight: 'warn' }]
  const wrong = `The guide asks for more than ${WARNED} and fewer than ${DROPPED} characters, very likely a garbled copy of the limits of federations.`
  return [{ at, found, wrong, write: 'Nothing, unless the AAI insists.', weight: 'note' }]
}

const SIZE = 'REG-LOGO-SIZE'

/** What can be said of a logo when its bytes are there, by requirement. */
export const bytesRemarks = (
  at: XmlElement,
  bytes: Uint8Array,
): readonly (readonly [cites: RequirementId, remarks: readonly Remark[]])[] => [
  ['MDUI-2.1.5', sizeRemarks(at, bytes)],
  [SIZE, lengthRemarks(at, bytes)],
  ...imageRules
    .filter(({ cites }) => cites !== SIZE)
    .map(({ cites, remarks }) => {
      const name = at.text.trim().slice(0, 200)
      const found = name.slice(0, 60)
      return [cites, remarks(bytes, name).map(({ wrong, write }) => ({ at, found, wrong, write }))] as const
    }),
]

const NO_LOGO = 'It has no logo.'

const ofBytes = (cites: RequirementId): Rule => ({
  cites,
  unseen: (metadata) => (logosOf(metadata).some(inlineOf) ? undefined : 'No logo stands in the metadata itself.'),
  remarks: (metadata) =>
    logosOf(metadata).flatMap((at) => {
      const bytes = inlineOf(at)
      return bytes ? bytesRemarks(at, bytes).flatMap(([cited, remarks]) => (cited === cites ? remarks : [])) : []
    }),
})

export const logoRules: readonly Rule[] = [
  {
    cites: 'SAML2INT-MD10',
    unseen: (metadata) => (logosOf(metadata).length > 0 ? undefined : NO_LOGO),
    remarks: (metadata) => logosOf(metadata).flatMap(placeRemark),
  },
  {
    cites: 'MDUI-2.1.5',
    unseen: (metadata) => (logosOf(metadata).length > 0 ? undefined : NO_LOGO),
    remarks: (metadata) => logosOf(metadata).flatMap((at) => sizeRemarks(at, inlineOf(at))),
  },
  ...imageRules.map(({ cites }) => ofBytes(cites)),
]
