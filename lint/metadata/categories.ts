import { bindings, MD } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, descendantsOf, type XmlElement } from '#mocks/xml/document.ts'
import { contactMarkup, securityContacts } from './contacts.ts'
import {
  asserts,
  contactsOf,
  emailsOf,
  entityAttribute,
  hasText,
  isEnglish,
  isTrue,
  type Metadata,
  type Remark,
  type Rule,
  shownAs,
} from './metadata.ts'
import { entityAttributes, MDRPI, SECURITY } from './names.ts'

const RESEARCH = 'http://refeds.org/category/research-and-scholarship'
const CONDUCT = 'https://refeds.org/category/code-of-conduct/v2'
const SIRTFI = 'https://refeds.org/sirtfi'
const SIRTFI_2 = 'https://refeds.org/sirtfi2'

/** A rule for those who say that they belong to a category. */
const within =
  (attribute: string, ...values: readonly string[]) =>
  (rule: Pick<Rule, 'cites' | 'remarks'>): Rule => {
    const isIn = (metadata: Metadata): boolean => values.some((value) => asserts(metadata, attribute, value))
    return {
      cites: rule.cites,
      unseen: (metadata) => (isIn(metadata) ? undefined : `It does not say that it is ${values.join(' or ')}.`),
      remarks: (metadata) => (isIn(metadata) ? rule.remarks(metadata) : []),
    }
  }

const research = within(entityAttributes.category, RESEARCH)
const conduct = within(entityAttributes.category, CONDUCT)
const sirtfi = within(entityAttributes.assurance, SIRTFI, SIRTFI_2)

const whoSays = (metadata: Metadata, attribute: string): XmlElement =>
  entityAttribute(metadata, attribute)[0] ?? metadata.entity

const without = (metadata: Metadata, names: readonly string[], english: boolean): readonly Remark[] =>
  names
    .filter((name) => !shownAs(metadata, name).some((each) => hasText(each) && (!english || isEnglish(each))))
    .map((name) => ({
      at: whoSays(metadata, entityAttributes.category),
      found: `no mdui:${name}${english ? ' in English' : ''}`,
      wrong: `The category asks for ${name}${english ? ' in English' : ''}, and there is none.`,
      write: `<mdui:${name} xml:lang="en">…</mdui:${name}>`,
    }))

const necessary = (metadata: Metadata): readonly Remark[] => {
  const requested = descendantsOf(metadata.sp, MD, 'RequestedAttribute')
  if (requested.length === 0 && entityAttribute(metadata, entityAttributes.subjectId).length === 0) {
    const wrong = 'The Code of Conduct asks which attributes are necessary, and nothing says so.'
    const write = `The entity attribute ${entityAttributes.subjectId}, or md:RequestedAttribute elements.`
    return [{ at: whoSays(metadata, entityAttributes.category), found: CONDUCT, wrong, write }]
  }
  return requested
    .filter((at) => !isTrue(attributeOf(at, 'isRequired')))
    .map((at) => ({
      ...{ at, found: attributeOf(at, 'Name') ?? '', wrong: 'The attribute is not said to be necessary.' },
      write: 'isRequired="true", or leave the attribute out.',
    }))
}

const takesPost = ({ sp }: Metadata): boolean =>
  childrenOf(sp, MD, 'AssertionConsumerService').some((each) => attributeOf(each, 'Binding') === bindings.post)

const hasTechnical = (metadata: Metadata): boolean =>
  contactsOf(metadata).some((each) => attributeOf(each, 'contactType') === 'technical' && emailsOf(each).length > 0)

const securityRemarks = (metadata: Metadata): readonly Remark[] => {
  const contacts = securityContacts(metadata)
  const write = `md:ContactPerson contactType="other" remd:contactType="${SECURITY}" with md:GivenName and md:EmailAddress.`
  if (contacts.length === 0) {
    const wrong = 'Sirtfi asks for a security contact, and there is none.'
    return [{ at: whoSays(metadata, entityAttributes.assurance), found: 'none', wrong, write }]
  }
  return contacts
    .filter((contact) => !childrenOf(contact, MD, 'GivenName').some(hasText) || emailsOf(contact).length === 0)
    .map((at) => ({ at, found: 'no name, or no address', wrong: 'The security contact is not whole.', write }))
}

const registrations = ({ entity }: Metadata): readonly XmlElement[] => descendantsOf(entity, MDRPI, 'RegistrationInfo')

const registered = (rule: Pick<Rule, 'cites' | 'remarks'>): Rule => ({
  ...rule,
  unseen: (metadata) => (registrations(metadata).length > 0 ? undefined : 'It says nothing of its registration.'),
})

/** What holds for those who say that they belong to a category, or to a federation. */
export const categoryRules: readonly Rule[] = [
  research({
    cites: 'REFEDS-RS-4.3.1',
    remarks: (metadata) => {
      const wrong = 'Research and Scholarship asks for HTTP-POST.'
      const at = whoSays(metadata, entityAttributes.category)
      return takesPost(metadata) ? [] : [{ at, found: RESEARCH, wrong, write: bindings.post }]
    },
  }),
  research({
    cites: 'REFEDS-RS-4.3.3',
    remarks: (metadata) => without(metadata, ['DisplayName', 'InformationURL'], false),
  }),
  research({
    cites: 'REFEDS-RS-4.3.4',
    remarks: (metadata) => {
      const wrong = 'Research and Scholarship asks for a technical contact, and there is none.'
      const at = whoSays(metadata, entityAttributes.category)
      return hasTechnical(metadata) ? [] : [{ at, found: RESEARCH, wrong, write: contactMarkup('technical') }]
    },
  }),
  conduct({
    cites: 'REFEDS-COCO-5.1',
    remarks: (metadata) => without(metadata, ['DisplayName', 'Description', 'PrivacyStatementURL'], true),
  }),
  conduct({ cites: 'REFEDS-COCO-5.2', remarks: necessary }),
  sirtfi({ cites: 'REFEDS-SIRTFI-contact', remarks: securityRemarks }),
  within(
    entityAttributes.assurance,
    SIRTFI_2,
  )({
    cites: 'REFEDS-SIRTFI-v1',
    remarks: (metadata) => {
      const wrong = 'It asserts the second version of Sirtfi, and not the first.'
      const at = whoSays(metadata, entityAttributes.assurance)
      const write = `<saml:AttributeValue>${SIRTFI}</saml:AttributeValue> beside it.`
      return asserts(metadata, entityAttributes.assurance, SIRTFI) ? [] : [{ at, found: SIRTFI_2, wrong, write }]
    },
  }),
  registered({
    cites: 'MDRPI-2.1',
    remarks: (metadata) => {
      const right = childrenOf(childOf(metadata.entity, MD, 'Extensions'), MDRPI, 'RegistrationInfo')
      return registrations(metadata)
        .filter((element) => element !== right[0])
        .map((at) => ({
          ...{ at, found: attributeOf(at, 'registrationAuthority') ?? '' },
          wrong: 'It is a second one, or stands elsewhere than at the entity.',
          write: 'One mdrpi:RegistrationInfo, in md:Extensions of md:EntityDescriptor.',
        }))
    },
  }),
  registered({
    cites: 'MDRPI-2.1.1',
    remarks: (metadata) =>
      registrations(metadata).flatMap((at) => {
        const instant = attributeOf(at, 'registrationInstant')
        if (instant === undefined || instant.endsWith('Z')) return []
        const time = new Date(instant)
        const write = Number.isNaN(time.getTime()) ? '2026-01-31T12:00:00Z' : time.toISOString().replace(/\.\d+Z$/, 'Z')
        return [{ at, attribute: 'registrationInstant', wrong: 'The instant is not in UTC.', write }]
      }),
  }),
]
