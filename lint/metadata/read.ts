import { MD, SAMLP } from '#mocks/saml/names.ts'
import { attributeOf, childrenOf, type XmlDocument, type XmlElement } from '#mocks/xml/document.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'
import type { Finding } from '../model.ts'
import type { Metadata } from './metadata.ts'

/** A document may put into a sentence whatever it likes. */
const LONGEST = 300

/** It is no metadata of one service provider: the only thing that there is to say of it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly finding: Finding

  constructor(finding: Omit<Finding, 'weight'>) {
    super(finding.wrong)
    const wrong = finding.wrong.length > LONGEST ? `${finding.wrong.slice(0, LONGEST)}….` : finding.wrong
    this.finding = { weight: 'fail', ...finding, wrong }
  }
}

const beginning = (text: string): string => text.trim().slice(0, 40).replace(/\s+/g, ' ')

const generate = 'Let the SP software generate its metadata, and name that file or its address.'

const flawOf = (text: string, { line, message }: XmlError): Unreadable =>
  new Unreadable({
    ...{ line, cites: 'MD-SCHEMA', setting: 'the document', found: beginning(text.split('\n')[line - 1] ?? '') },
    ...{ wrong: `It cannot be read: ${message}`, write: generate },
  })

const refuse = (element: XmlElement, cites: Finding['cites'], wrong: string, write: string): never => {
  const { line, xpath } = element
  throw new Unreadable({ line, cites, setting: element.name, xpath, found: xpath.slice(1), wrong, write })
}

/** A page that a browser would show, such as that of a login or of an error. */
const refusePage = (text: string): void => {
  if (!/^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)[\s>]/i.test(text)) return
  throw new Unreadable({
    ...{ line: 1, cites: 'MD-SCHEMA', setting: 'the document', found: beginning(text) },
    ...{ wrong: 'It is a web page, of a login or of an error perhaps, and no metadata.', write: generate },
  })
}

/** A decoder has put this in the place of what it could not read. */
const refuseDamage = (text: string): void => {
  const at = text.indexOf('\uFFFD')
  if (at < 0) return
  throw new Unreadable({
    ...{ line: text.slice(0, at).split('\n').length, cites: 'MD-SCHEMA', setting: 'the document' },
    found: beginning(text.slice(Math.max(0, at - 20), at + 20)),
    ...{ wrong: 'It cannot be read: there are octets in it that are not UTF-8.', write: 'Save the document as UTF-8.' },
  })
}

const documentOf = async (text: string): Promise<XmlDocument> => {
  refusePage(text)
  refuseDamage(text)
  const { readXml } = await import('#mocks/xml/read-xml.ts')
  try {
    return readXml(text)
  } catch (error) {
    throw error instanceof XmlError ? flawOf(text, error) : error
  }
}

const speaksSaml2 = (role: XmlElement): boolean =>
  (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(SAMLP)

const roleOf = (entity: XmlElement): XmlElement => {
  const roles = childrenOf(entity, MD, 'SPSSODescriptor')
  const role = roles.find(speaksSaml2) ?? roles[0]
  if (role) return role
  const isProvider = childrenOf(entity, MD, 'IDPSSODescriptor').length > 0
  const wrong = isProvider
    ? 'It is the metadata of an identity provider, not that of a service.'
    : 'It describes no service provider: there is no SPSSODescriptor.'
  return refuse(entity, 'MD-SPSSO', wrong, 'The metadata of your service, with md:SPSSODescriptor.')
}

const refuseRoot = (root: XmlElement): void => {
  if (root.namespace === MD && root.name === 'EntityDescriptor') return
  if (root.namespace === MD && root.name === 'EntitiesDescriptor') {
    const count = childrenOf(root, MD, 'EntityDescriptor').length
    refuse(
      root,
      'MD-SCHEMA',
      `It is an aggregate of ${count} entities.`,
      'The md:EntityDescriptor of your service, as a document of its own.',
    )
  }
  const isNear = root.name === 'EntityDescriptor' || root.name === 'EntitiesDescriptor'
  const wrong = isNear
    ? `The namespace of its root is "${root.namespace}".`
    : `Its root is ${root.name}, and no EntityDescriptor.`
  refuse(root, 'MD-SCHEMA', wrong, `<md:EntityDescriptor xmlns:md="${MD}" entityID="https://…">`)
}

/** Rejects with an Unreadable. */
export const readMetadata = async (text: string, options: Pick<Metadata, 'now' | 'schemas'>): Promise<Metadata> => {
  const document = await documentOf(text)
  const entity = document.root
  refuseRoot(entity)
  return { document, entity, sp: roleOf(entity), ...options }
}
