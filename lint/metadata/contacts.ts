import { MD } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, type XmlElement } from '#mocks/xml/document.ts'
import { isMailAddress } from '../registration/contacts.ts'
import { contactsOf, emailsOf, hasText, isEnglish, type Metadata, type Remark, type Rule } from './metadata.ts'
import { REMD, SECURITY } from './names.ts'

const typeOf = (contact: XmlElement): string => attributeOf(contact, 'contactType') ?? ''
const rolesOf = (contact: XmlElement): string | undefined => attributeOf(contact, 'contactType', REMD)

const withEmail = (metadata: Metadata, ...types: readonly string[]): readonly XmlElement[] =>
  contactsOf(metadata).filter((contact) => types.includes(typeOf(contact)) && emailsOf(contact).length > 0)

export const securityContacts = (metadata: Metadata): readonly XmlElement[] =>
  contactsOf(metadata).filter((contact) => typeOf(contact) === 'other' && rolesOf(contact) === SECURITY)

export const contactMarkup = (type: string): string =>
  `<md:ContactPerson contactType="${type}"><md:EmailAddress>mailto:people@your-service.org</md:EmailAddress></md:ContactPerson>`

const emailRemarks = (at: XmlElement): readonly Remark[] => {
  const text = at.text.trim()
  const address = text.replace(/^mailto:/i, '')
  if (!isMailAddress(address))
    return [{ at, wrong: 'It is no e-mail address.', write: 'mailto:people@your-service.org' }]
  return text === address ? [{ at, wrong: 'The address is no mailto: URI.', write: `mailto:${address}` }] : []
}

const technical: Rule = {
  cites: 'SAML2INT-MD11',
  remarks: (metadata) => {
    const all = withEmail(metadata, 'technical')
    const [first] = all
    if (all.some(({ parent }) => parent === metadata.entity)) return []
    const write = `${contactMarkup('technical')} in md:EntityDescriptor.`
    const wrong = first
      ? 'The technical contact stands at the role, and is looked for at the entity.'
      : 'There is no technical contact with an address.'
    return [{ at: first ?? metadata.entity, found: first ? 'at the role' : 'none', wrong, write, weight: 'warn' }]
  },
}

/** Contacts that mean security, and do not say so as lists of contacts read it. */
const nearly = (contact: XmlElement): readonly Remark[] => {
  const role = rolesOf(contact)
  const write = `contactType="other" remd:contactType="${SECURITY}"`
  if (role === undefined) return []
  if (role === SECURITY)
    return typeOf(contact) === 'other'
      ? []
      : [{ at: contact, attribute: 'contactType', wrong: 'A security contact is of the type other.', write }]
  return /security/i.test(role)
    ? [
        {
          at: contact,
          attribute: 'remd:contactType',
          found: role,
          wrong: 'It is compared to the letter, and is another one.',
          write,
        },
      ]
    : []
}

const TRIO = ['OrganizationName', 'OrganizationDisplayName', 'OrganizationURL'] as const

const organization: Rule = {
  cites: 'EDUGAIN-organization',
  remarks: (metadata) => {
    const at = childOf(metadata.entity, MD, 'Organization')
    const write = (name: string): string => `<md:${name} xml:lang="en">…</md:${name}>`
    if (!at) {
      const wrong = 'Nobody is named who stands behind the service.'
      return [
        { at: metadata.entity, found: 'no md:Organization', wrong, write: `md:Organization with ${TRIO.join(', ')}.` },
      ]
    }
    return TRIO.filter((name) => !childrenOf(at, MD, name).some((each) => isEnglish(each) && hasText(each))).map(
      (name) => ({
        at,
        found: `no md:${name} in English`,
        wrong: `${name} is not there in English.`,
        write: write(name),
      }),
    )
  },
}

/** What the guide asks of every service in words; registrations have it, too. */
const alsoGood = (metadata: Metadata, found: string, wrong: string, write: string): Remark => ({
  ...{ at: metadata.entity, found, wrong, write, weight: 'note' },
})

export const contactRules: readonly Rule[] = [
  {
    cites: 'MD-CONTACT',
    remarks: (metadata) => {
      if (withEmail(metadata, 'support', 'technical').length > 0) return []
      const wrong = 'Nobody is named who can help: no support and no technical contact with an address.'
      return [{ at: metadata.entity, found: 'none', wrong, write: contactMarkup('support') }]
    },
  },
  {
    cites: 'SAMLMD-2.3.2.2',
    unseen: (metadata) => (contactsOf(metadata).flatMap(emailsOf).length > 0 ? undefined : 'It names no address.'),
    remarks: (metadata) => contactsOf(metadata).flatMap(emailsOf).flatMap(emailRemarks),
  },
  technical,
  {
    cites: 'REFEDS-SECURITY-CONTACT',
    unseen: (metadata) =>
      contactsOf(metadata).some((contact) => rolesOf(contact) !== undefined)
        ? undefined
        : 'It names no contact by its role.',
    remarks: (metadata) => contactsOf(metadata).flatMap(nearly),
  },
  organization,
  {
    cites: 'REG-CONTACT-ADMIN',
    remarks: (metadata) =>
      withEmail(metadata, 'administrative').length > 0
        ? []
        : [alsoGood(metadata, 'none', 'There is no administrative contact.', contactMarkup('administrative'))],
  },
  {
    cites: 'REG-CONTACT-SECURITY',
    remarks: (metadata) =>
      securityContacts(metadata).length > 0 || contactsOf(metadata).some((contact) => nearly(contact).length > 0)
        ? []
        : [
            alsoGood(
              metadata,
              'none',
              'There is no security contact.',
              `md:ContactPerson contactType="other" remd:contactType="${SECURITY}"`,
            ),
          ],
  },
]
