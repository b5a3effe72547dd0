import { MD, SAMLP } from '#mocks/saml/names.ts'
import { attributeOf, childrenOf } from '#mocks/xml/document.ts'
import { isOfThisMachine, type Metadata, type Remark, type Rule } from './metadata.ts'

const entityIdOf = ({ entity }: Metadata): string => attributeOf(entity, 'entityID') ?? ''

const nameRemarks = (metadata: Metadata): readonly Remark[] => {
  const name = attributeOf(metadata.entity, 'entityID')
  if (name === undefined) return []
  const at = { at: metadata.entity, attribute: 'entityID' }
  const write = 'An https address of a domain of your own: https://service.example.org/saml/metadata'
  if (/\s/.test(name)) return [{ ...at, wrong: 'There are blanks in the name.', write: name.replace(/\s+/g, '') }]
  if (!/^[a-z][a-z0-9+.-]*:./i.test(name)) return [{ ...at, wrong: 'The name is no absolute URI.', write }]
  if (name.length > 1024) return [{ ...at, wrong: `The name has ${name.length} characters.`, write }]
  if (isOfThisMachine(name))
    return [{ ...at, wrong: 'The name is of this machine: for tests only.', write, weight: 'note' }]
  if (/^https:\/\/./i.test(name)) return []
  return [{ ...at, wrong: 'The name is no https address, so nobody can be asked whose it is.', write, weight: 'warn' }]
}

const lengthRemarks = (metadata: Metadata): readonly Remark[] => {
  const { length } = entityIdOf(metadata)
  if (length <= 256 || length > 1024) return []
  const wrong = `The name has ${length} characters, and federations take 256.`
  const write = 'A shorter address of a domain of your own.'
  return [{ at: metadata.entity, attribute: 'entityID', wrong, write, weight: 'warn' }]
}

const FORMATS = ['transient', 'persistent'].map((name) => `urn:oasis:names:tc:SAML:2.0:nameid-format:${name}`)

const formats: Rule = {
  cites: 'SAML2INT-SP13',
  unseen: ({ sp }) =>
    childrenOf(sp, MD, 'NameIDFormat').length > 0 ? undefined : 'It takes any format of name identifiers.',
  remarks: ({ sp }) => {
    const all = childrenOf(sp, MD, 'NameIDFormat')
    const [first] = all
    if (!first || all.some(({ text }) => FORMATS.includes(text.trim()))) return []
    const wrong = 'Of name identifiers it takes neither transient nor persistent ones.'
    return [{ at: first, wrong, write: FORMATS[0] ?? '', weight: 'warn' }]
  },
}

export const entityRules: readonly Rule[] = [
  { cites: 'SAMLMD-2.2.1', remarks: nameRemarks },
  { cites: 'SAML2INT-G04', remarks: lengthRemarks },
  {
    cites: 'SAMLMD-2.4.1',
    remarks: ({ sp }) => {
      const protocols = (attributeOf(sp, 'protocolSupportEnumeration') ?? '').split(/\s+/)
      if (protocols.includes(SAMLP)) return []
      const wrong = 'The role does not say that it speaks SAML 2.0.'
      return [{ at: sp, attribute: 'protocolSupportEnumeration', wrong, write: SAMLP }]
    },
  },
  formats,
]
