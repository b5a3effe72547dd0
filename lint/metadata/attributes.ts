import { MD, MDATTR, SAML } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, descendantsOf, type XmlElement } from '#mocks/xml/document.ts'
import { friendlyNames } from './attribute-names.ts'
import { indexRemarks } from './endpoints.ts'
import {
  entityAttribute,
  hasText,
  isEnglish,
  type Metadata,
  type Remark,
  type Rule,
  repeated,
  valuesOf,
} from './metadata.ts'
import { entityAttributes, URI_FORMAT } from './names.ts'

const services = ({ sp }: Metadata): readonly XmlElement[] => childrenOf(sp, MD, 'AttributeConsumingService')
const requested = (metadata: Metadata): readonly XmlElement[] =>
  services(metadata).flatMap((service) => childrenOf(service, MD, 'RequestedAttribute'))

const NAME = '<md:ServiceName xml:lang="en">…</md:ServiceName>'

/** The guide recommends it, as all of its list. */
const serviceName: Rule = {
  cites: 'MD-SERVICE-NAME',
  remarks: (metadata) => {
    const all = services(metadata)
    if (all.length === 0) {
      const wrong = 'There is no AttributeConsumingService, so the service has no name where consent is asked for.'
      const write = `md:AttributeConsumingService index="0" with ${NAME} and a md:RequestedAttribute.`
      return [{ at: metadata.sp, found: 'no md:AttributeConsumingService', wrong, write, weight: 'warn' }]
    }
    return all
      .filter((each) => !childrenOf(each, MD, 'ServiceName').some((name) => isEnglish(name) && hasText(name)))
      .map((at) => ({
        at,
        found: 'no md:ServiceName in English',
        wrong: 'It has no name in English.',
        write: NAME,
        weight: 'warn',
      }))
  },
}

const formatRemark = (at: XmlElement): readonly Remark[] => {
  const found = attributeOf(at, 'NameFormat')
  if (found === URI_FORMAT) return []
  const wrong = 'It does not say that the name is a URI.'
  return [{ at, attribute: 'NameFormat', found: found ?? 'none', wrong, write: URI_FORMAT }]
}

const nameRemarks = (at: XmlElement): readonly Remark[] => {
  const name = attributeOf(at, 'Name') ?? ''
  const friendly = attributeOf(at, 'FriendlyName')
  const known = friendlyNames[name]
  const bare = /^\d+(?:\.\d+)+$/.test(name)
  const byFriend = Object.entries(friendlyNames).find(([, value]) => value === (friendly ?? name))?.[0]
  if (bare || !/^[a-z][a-z0-9+.-]*:./i.test(name)) {
    const write = bare
      ? `urn:oid:${name}`
      : (byFriend ?? 'The URI of the attribute, such as urn:oid:0.9.2342.19200300.100.1.3.')
    return [{ at, attribute: 'Name', wrong: 'It is no URI, so no attribute has this name.', write }]
  }
  const [remark] = formatRemark(at)
  if (remark) return [remark]
  if (known === undefined || friendly === undefined || known === friendly) return []
  return [
    {
      at,
      attribute: 'FriendlyName',
      wrong: `The name is that of ${known}.`,
      write: byFriend ?? `FriendlyName="${known}"`,
    },
  ]
}

const everyEntityAttributes = ({ entity }: Metadata): readonly XmlElement[] =>
  descendantsOf(entity, MDATTR, 'EntityAttributes')

const placement: Rule = {
  cites: 'MDATTR-2.3',
  unseen: (metadata) => (everyEntityAttributes(metadata).length > 0 ? undefined : 'It has no entity attributes.'),
  remarks: (metadata) => {
    const right = childrenOf(childOf(metadata.entity, MD, 'Extensions'), MDATTR, 'EntityAttributes')
    const [, ...more] = right
    const write = 'Move it into md:Extensions of md:EntityDescriptor.'
    return [
      ...everyEntityAttributes(metadata)
        .filter((element) => !right.includes(element))
        .map((at): Remark => {
          const wrong = 'It stands at the role, as in the list of the guide; the standard knows it at the entity only.'
          return at.parent?.parent === metadata.sp
            ? { at, wrong, write, weight: 'warn' }
            : { at, wrong: 'It stands where nobody looks for it.', write }
        }),
      ...more.map((at) => ({ at, wrong: 'There is another one already.', write: 'Join the two.' })),
    ]
  },
}

const ALLOWED = ['subject-id', 'pairwise-id', 'any', 'none']
const SIGNAL = `<saml:Attribute Name="${entityAttributes.subjectId}" NameFormat="${URI_FORMAT}"> with one value: ${ALLOWED.join(', ')}.`

const subjectIds = (metadata: Metadata): readonly XmlElement[] => entityAttribute(metadata, entityAttributes.subjectId)

const subjectId: Rule = {
  cites: 'MD-SUBJECT-ID',
  remarks: (metadata) => {
    const values = valuesOf(subjectIds(metadata))
    if (values.length === 0) {
      const wrong = 'It does not say which identifier of users it needs.'
      return [{ at: metadata.entity, found: `no ${entityAttributes.subjectId}`, wrong, write: SIGNAL }]
    }
    return values
      .filter(({ text }) => !ALLOWED.includes(text.trim()))
      .map((at) => ({ at, wrong: 'It is none of the prescribed values.', write: ALLOWED.join(', ') }))
  },
}

const signalling: Rule = {
  cites: 'SUBJECTID-signaling',
  unseen: (metadata) =>
    subjectIds(metadata).length > 0 ? undefined : 'It does not say which identifier of users it needs.',
  remarks: (metadata) => {
    const [first, ...more] = valuesOf(subjectIds(metadata))
    return [
      ...subjectIds(metadata).flatMap(formatRemark),
      ...more.map((at) => ({
        at,
        wrong: 'There is a second value, and one is allowed.',
        write: `One value: ${first?.text.trim()}, or any.`,
      })),
    ]
  },
}

const values: Rule = {
  cites: 'EDUGAIN-values',
  unseen: (metadata) => (everyEntityAttributes(metadata).length > 0 ? undefined : 'It has no entity attributes.'),
  remarks: (metadata) => {
    const attributes = everyEntityAttributes(metadata).flatMap((all) => childrenOf(all, SAML, 'Attribute'))
    return attributes.flatMap((attribute) => {
      const all = valuesOf([attribute])
      return [
        ...all
          .filter(({ text }) => text !== text.trim())
          .map((at) => ({
            at,
            found: JSON.stringify(at.text),
            wrong: 'There are blanks around the value.',
            write: at.text.trim(),
          })),
        ...repeated(all, ({ text }) => text.trim()).map((at) => ({
          at,
          wrong: 'The value stands there a second time.',
          write: 'Remove it.',
        })),
      ]
    })
  },
}

const categoriesOf = (metadata: Metadata): readonly XmlElement[] => entityAttribute(metadata, entityAttributes.category)

const categories: Rule = {
  cites: 'RFC8409-3.1',
  unseen: (metadata) => (categoriesOf(metadata).length > 0 ? undefined : 'It names no category.'),
  remarks: (metadata) => [
    ...categoriesOf(metadata).flatMap(formatRemark),
    ...valuesOf(categoriesOf(metadata))
      .filter(({ text }) => !URL.canParse(text.trim()))
      .map((at) => ({
        at,
        wrong: 'It is no URI, so no category is called so.',
        write: 'Its address to the letter: http://refeds.org/category/research-and-scholarship',
      })),
  ],
}

export const attributeRules: readonly Rule[] = [
  serviceName,
  {
    cites: 'SAMLMD-2.4.4.1',
    unseen: (metadata) => (services(metadata).length > 0 ? undefined : 'It has no AttributeConsumingService.'),
    remarks: (metadata) => indexRemarks(services(metadata)),
  },
  {
    cites: 'SAMLMD-2.4.4.2',
    unseen: (metadata) => (requested(metadata).length > 0 ? undefined : 'It requests no attributes.'),
    remarks: (metadata) => requested(metadata).flatMap(nameRemarks),
  },
  placement,
  subjectId,
  signalling,
  categories,
  values,
]
