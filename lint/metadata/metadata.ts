import type { RequirementId } from '#fixtures/requirements/index.ts'
import { MD, MDATTR, MDUI, SAML } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, type XmlDocument, type XmlElement } from '#mocks/xml/document.ts'
import type { Weight } from '../model.ts'
import { XML } from './names.ts'

/** The metadata of one service provider, as it was read. */
export interface Metadata {
  readonly document: XmlDocument
  readonly entity: XmlElement
  /** The role that speaks SAML 2.0; of several the first. */
  readonly sp: XmlElement
  readonly now: Date
  /** A folder with other schemas than ours. */
  readonly schemas?: string
}

/** What a rule says: where, what stands there, what is wrong with it, and what to write instead. */
export interface Remark {
  readonly at: XmlElement
  /** The attribute that it is about, with its prefix. */
  readonly attribute?: string
  /** As it stands there; taken from the attribute, or from the text of the element, unless said. */
  readonly found?: string
  readonly wrong: string
  readonly write: string
  /** That of the requirement unless said. */
  readonly weight?: Weight
}

/** One requirement of metadata. */
export interface Rule {
  readonly cites: RequirementId
  readonly remarks: (metadata: Metadata) => readonly Remark[]
  /** Why there is nothing that the requirement is about: one sentence; undefined where there is. */
  readonly unseen?: (metadata: Metadata) => string | undefined
}

/** An address that leads to the machine of whoever opens it. */
export const isOfThisMachine = (address: string): boolean =>
  /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?=[:/]|$)/i.test(address)

export const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1'

export const languageOf = (element: XmlElement): string => attributeOf(element, 'lang', XML) ?? ''

export const isEnglish = (element: XmlElement): boolean => /^en(?:-|$)/i.test(languageOf(element))

export const hasText = (element: XmlElement): boolean => element.text.trim() !== ''

/** Those that are there for the second time, by what they are told apart by. */
export const repeated = <T>(all: readonly T[], by: (one: T) => string | undefined): readonly T[] =>
  all.filter((one, at) => by(one) !== undefined && all.findIndex((other) => by(other) === by(one)) < at)

export const uiInfoOf = ({ sp }: Metadata): XmlElement | undefined =>
  childOf(childOf(sp, MD, 'Extensions'), MDUI, 'UIInfo')

/** Elements for people in UIInfo: `DisplayName`, … */
export const shownAs = (metadata: Metadata, name: string): readonly XmlElement[] =>
  childrenOf(uiInfoOf(metadata), MDUI, name)

const isIn = (extensions: XmlElement | undefined): readonly XmlElement[] =>
  childrenOf(extensions, MDATTR, 'EntityAttributes').flatMap((attributes) => childrenOf(attributes, SAML, 'Attribute'))

/** By its name, in the Extensions of the entity; the guide shows it in those of the role, too. */
export const entityAttribute = ({ entity, sp }: Metadata, name: string): readonly XmlElement[] =>
  [...isIn(childOf(entity, MD, 'Extensions')), ...isIn(childOf(sp, MD, 'Extensions'))].filter(
    (attribute) => attributeOf(attribute, 'Name') === name,
  )

export const valuesOf = (attributes: readonly XmlElement[]): readonly XmlElement[] =>
  attributes.flatMap((attribute) => childrenOf(attribute, SAML, 'AttributeValue'))

export const asserts = (metadata: Metadata, name: string, value: string): boolean =>
  valuesOf(entityAttribute(metadata, name)).some(({ text }) => text.trim() === value)

/** Of the entity, and of the role, where the guide shows them. */
export const contactsOf = ({ entity, sp }: Metadata): readonly XmlElement[] => [
  ...childrenOf(entity, MD, 'ContactPerson'),
  ...childrenOf(sp, MD, 'ContactPerson'),
]

export const emailsOf = (contact: XmlElement): readonly XmlElement[] =>
  childrenOf(contact, MD, 'EmailAddress').filter(hasText)
