import { MD, MDUI } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, descendantsOf, everyElement, type XmlElement } from '#mocks/xml/document.ts'
import { isReserved } from '../registration/web.ts'
import {
  hasText,
  isEnglish,
  isOfThisMachine,
  languageOf,
  type Metadata,
  type Remark,
  type Rule,
  repeated,
  shownAs,
  uiInfoOf,
} from './metadata.ts'
import { XML } from './names.ts'

const KNOWN = ['DisplayName', 'Description', 'Keywords', 'Logo', 'InformationURL', 'PrivacyStatementURL']
const IN_EXTENSIONS = ['UIInfo', 'DiscoHints']
const ADDRESSES = ['InformationURL', 'PrivacyStatementURL'] as const

const withoutUiInfo = (metadata: Metadata): string | undefined =>
  uiInfoOf(metadata) ? undefined : 'It has no mdui:UIInfo at its role.'

const missing = (metadata: Metadata, names: readonly string[]): readonly Remark[] => {
  const at = uiInfoOf(metadata)
  if (!at) return []
  return names
    .filter((name) => !shownAs(metadata, name).some(hasText))
    .map((name) => ({
      ...{ at, found: `no mdui:${name}`, wrong: `UIInfo has no ${name}.` },
      write:
        name === 'Logo'
          ? '<mdui:Logo height="64" width="64">https://…</mdui:Logo>'
          : `<mdui:${name} xml:lang="en">…</mdui:${name}>`,
    }))
}

const uiInfo: Rule = {
  cites: 'MD-UIINFO',
  remarks: (metadata) => {
    if (uiInfoOf(metadata)) return missing(metadata, ['DisplayName', 'Logo', 'PrivacyStatementURL'])
    const write = 'mdui:UIInfo with DisplayName, Logo and PrivacyStatementURL, in md:Extensions of md:SPSSODescriptor.'
    return [{ at: metadata.sp, found: 'no mdui:UIInfo', wrong: 'The role has no texts for people.', write }]
  },
}

const placement = ({ entity, sp }: Metadata): readonly Remark[] => {
  const roles = entity.children.filter(({ name }) => name.endsWith('Descriptor'))
  const right = roles.flatMap((role) => childrenOf(childOf(role, MD, 'Extensions'), MDUI, 'UIInfo'))
  const write = 'One mdui:UIInfo, in md:Extensions of md:SPSSODescriptor.'
  const [, ...more] = childrenOf(childOf(sp, MD, 'Extensions'), MDUI, 'UIInfo')
  return [
    ...descendantsOf(entity, MDUI, 'UIInfo')
      .filter((element) => !right.includes(element))
      .map((at) => ({ at, wrong: 'UIInfo stands where nobody looks for it.', write })),
    ...more.map((at) => ({ at, wrong: 'There is another UIInfo already.', write })),
  ]
}

const spelling = ({ entity }: Metadata): readonly Remark[] =>
  [...everyElement(entity)]
    .filter(({ namespace }) => namespace === MDUI)
    .flatMap((at) => {
      const parent = at.parent?.name
      const known = parent === 'UIInfo' ? KNOWN : parent === 'Extensions' ? IN_EXTENSIONS : undefined
      if (!known || known.includes(at.name)) return []
      const wrong = `No element of that name is known in ${parent}.`
      return [{ at, found: at.name, wrong, write: `One of ${known.join(', ')}.` }]
    })

const inEnglish = (metadata: Metadata): readonly Remark[] =>
  ['DisplayName', 'Description', ...ADDRESSES].flatMap((name) => {
    const [first, ...rest] = shownAs(metadata, name)
    if (!first || [first, ...rest].some(isEnglish)) return []
    const found = `xml:lang="${languageOf(first)}"`
    return [{ at: first, found, wrong: `${name} is not there in English.`, write: `One more, with xml:lang="en".` }]
  })

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** Elsewhere than in UIInfo, which has a rule of its own. */
const LOCALISED = [
  'ServiceName',
  'ServiceDescription',
  'OrganizationName',
  'OrganizationDisplayName',
  'OrganizationURL',
]

const twice = (element: XmlElement): readonly XmlElement[] =>
  LOCALISED.flatMap((name) => repeated(childrenOf(element, MD, name), (each) => languageOf(each).toLowerCase()))

const languages: Rule = {
  cites: 'SAMLMD-2.2.4',
  remarks: ({ entity }) =>
    [...everyElement(entity)].flatMap((at) => {
      const tag = attributeOf(at, 'lang', XML)
      const write = 'A tag of BCP 47, such as en, nb or pt-BR.'
      return [
        ...(tag === undefined || isTag(tag)
          ? []
          : [{ at, attribute: 'xml:lang', found: tag, wrong: 'It is no language tag.', write }]),
        ...twice(at).map((each) => ({
          ...{ at: each, attribute: 'xml:lang', found: languageOf(each) },
          ...{ wrong: 'The language occurs a second time.', write: 'One element for each language.' },
        })),
      ]
    }),
}

const long =
  (name: string, most: number) =>
  (metadata: Metadata): readonly Remark[] =>
    shownAs(metadata, name)
      .filter(({ text }) => text.trim().length > most)
      .map((at) => ({
        at,
        wrong: `The ${name} has ${at.text.trim().length} characters.`,
        write: `Say it in ${most} at the most.`,
      }))

/** A service that runs where it is tested has its pages there, too. */
const isAtHome = ({ entity }: Metadata, address: string): boolean =>
  isOfThisMachine(address) && isOfThisMachine(attributeOf(entity, 'entityID') ?? '')

const addressRemark = (metadata: Metadata, at: XmlElement): readonly Remark[] => {
  const text = at.text.trim()
  const write = 'An address that everybody can open: https://www.your-service.org/…'
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return [{ at, wrong: 'It is no web address.', write }]
  if (isAtHome(metadata, text))
    return [{ at, wrong: 'The page is on this machine: for tests only.', write, weight: 'note' }]
  if (isReserved(new URL(text).hostname)) return [{ at, wrong: 'Nobody outside can open it.', write }]
  return text.startsWith('https:')
    ? []
    : [{ at, wrong: 'The address is not https.', write: text.replace(/^http:/i, 'https:') }]
}

export const interfaceRules: readonly Rule[] = [
  uiInfo,
  { cites: 'MDUI-2.1.1', remarks: (metadata) => [...placement(metadata), ...spelling(metadata)] },
  {
    cites: 'EDUGAIN-uiinfo',
    unseen: withoutUiInfo,
    remarks: (metadata) => [...missing(metadata, ['Description', 'InformationURL']), ...inEnglish(metadata)],
  },
  {
    cites: 'MDUI-2.1.1-language',
    unseen: withoutUiInfo,
    remarks: (metadata) =>
      KNOWN.filter((name) => name !== 'Logo')
        .flatMap((name) => repeated(shownAs(metadata, name), (each) => languageOf(each).toLowerCase()))
        .map((at) => ({
          ...{ at, attribute: 'xml:lang', found: languageOf(at), wrong: 'The language occurs a second time.' },
          write: 'One element for each language.',
        })),
  },
  languages,
  { cites: 'MDUI-2.1.2', unseen: withoutUiInfo, remarks: long('DisplayName', 70) },
  { cites: 'MDUI-2.1.3', unseen: withoutUiInfo, remarks: long('Description', 140) },
  {
    cites: 'MDUI-2.1.6',
    unseen: withoutUiInfo,
    remarks: (metadata) =>
      ADDRESSES.flatMap((name) =>
        shownAs(metadata, name)
          .filter(hasText)
          .flatMap((at) => addressRemark(metadata, at)),
      ),
  },
]
