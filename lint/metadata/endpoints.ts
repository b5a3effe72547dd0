import { bindingOf, bindings, MD } from '#mocks/saml/names.ts'
import { attributeOf, childOf, childrenOf, type XmlElement } from '#mocks/xml/document.ts'
import { isOfThisMachine, isTrue, type Metadata, type Remark, type Rule, repeated } from './metadata.ts'
import { IDPDISC, olderBindings } from './names.ts'

const consumers = ({ sp }: Metadata): readonly XmlElement[] => childrenOf(sp, MD, 'AssertionConsumerService')
const logouts = ({ sp }: Metadata): readonly XmlElement[] => childrenOf(sp, MD, 'SingleLogoutService')
const discoveries = ({ sp }: Metadata): readonly XmlElement[] =>
  childrenOf(childOf(sp, MD, 'Extensions'), IDPDISC, 'DiscoveryResponse')

const endpoints = ({ sp }: Metadata): readonly XmlElement[] =>
  [...sp.children, ...(childOf(sp, MD, 'Extensions')?.children ?? [])].filter(
    (element) => attributeOf(element, 'Location') !== undefined,
  )

const addresses = (metadata: Metadata): readonly (readonly [at: XmlElement, attribute: string, value: string])[] =>
  endpoints(metadata).flatMap((at) =>
    ['Location', 'ResponseLocation'].flatMap((attribute) => {
      const value = attributeOf(at, attribute)
      return value === undefined ? [] : [[at, attribute, value] as const]
    }),
  )

const ADDRESS = 'https://service.example.org/saml/acs, whole and to the letter.'

const addressWrong = (value: string): string | undefined => {
  if (/\s/.test(value)) return 'There are blanks in the address.'
  if (!URL.canParse(value)) return 'It is no absolute address.'
  if (!/^https?:$/.test(new URL(value).protocol)) return 'No browser can send anything to such an address.'
  return value.includes('#') ? 'The address has a fragment, which never reaches a server.' : undefined
}

const isKnown = (binding: string): boolean =>
  Object.values<string>(bindings).includes(binding) || olderBindings.includes(binding)

const bindingRemark = (at: XmlElement): readonly Remark[] => {
  const binding = attributeOf(at, 'Binding')
  if (binding === undefined || isKnown(binding)) return []
  const near = Object.values(bindings).find((known) => known.toLowerCase() === binding.trim().toLowerCase())
  const write = near ?? `One of ${Object.values(bindings).join(', ')}.`
  return [{ at, attribute: 'Binding', wrong: 'No software knows this binding.', write }]
}

const https: Rule = {
  cites: 'SAML2INT-SP09',
  remarks: (metadata) =>
    addresses(metadata)
      .filter(([, , value]) => /^http:/i.test(value))
      .map(([at, attribute, value]) => {
        const write = value.replace(/^http:/i, 'https:')
        return isOfThisMachine(value)
          ? { at, attribute, wrong: 'It is http on this machine: for tests only.', write, weight: 'note' }
          : { at, attribute, wrong: 'It is http: anybody on the way reads what is sent there.', write }
      }),
}

const INDEXED = ['AssertionConsumerService', 'ArtifactResolutionService'] as const

export const indexRemarks = (all: readonly XmlElement[]): readonly Remark[] => {
  const index = (element: XmlElement): string | undefined => attributeOf(element, 'index')
  const free = all.reduce((next, element) => Math.max(next, Number(index(element) ?? 0) + 1), 0)
  const [, ...defaults] = all.filter((element) => isTrue(attributeOf(element, 'isDefault')))
  return [
    ...repeated(all, index).map((at) => ({
      ...{ at, attribute: 'index', wrong: 'Another one has the same index.', write: `index="${free}"` },
    })),
    ...defaults.map((at) => ({
      ...{ at, attribute: 'isDefault', wrong: 'Another one is the default already.', write: 'Leave isDefault out.' },
    })),
  ]
}

const SPEAKABLE = [bindings.redirect, bindings.post, bindings.soap].join(', ')
const isUsable = (endpoint: XmlElement): boolean =>
  bindingOf(attributeOf(endpoint, 'Binding')) !== undefined && URL.canParse(attributeOf(endpoint, 'Location') ?? '')

const logoutEndpoint: Rule = {
  cites: 'MD-SLO-ENDPOINT',
  remarks: (metadata) => {
    const all = logouts(metadata)
    if (all.some(isUsable)) return []
    const [first] = all
    if (first) {
      const wrong = 'No endpoint for single logout has a binding and an address that can be used.'
      return [{ at: first, attribute: 'Binding', wrong, write: `One of ${SPEAKABLE}.` }]
    }
    const wrong =
      'There is no SingleLogoutService: fine only if the service sends no LogoutRequest but asynchronous ones.'
    const write = `<md:SingleLogoutService Binding="${bindings.redirect}" Location="https://…"/> if it takes part in single logout.`
    return [{ at: metadata.sp, found: 'no md:SingleLogoutService', wrong, write, weight: 'note' }]
  },
}

const logoutByRedirect: Rule = {
  cites: 'SAML2INT-SP26',
  unseen: (metadata) => (logouts(metadata).some(isUsable) ? undefined : 'It offers no single logout.'),
  remarks: (metadata) => {
    const usable = logouts(metadata).filter(isUsable)
    const [first] = usable
    if (!first || usable.some((each) => attributeOf(each, 'Binding') === bindings.redirect)) return []
    const wrong = 'Single logout does not take requests that come through the browser by HTTP-Redirect.'
    return [{ at: first, attribute: 'Binding', wrong, write: `One more, with ${bindings.redirect}.`, weight: 'warn' }]
  },
}

const discovery: Rule = {
  cites: 'IDPDISC-metadata',
  unseen: (metadata) => (discoveries(metadata).length > 0 ? undefined : 'It names no DiscoveryResponse.'),
  remarks: (metadata) => [
    ...discoveries(metadata)
      .filter((at) => attributeOf(at, 'Binding') !== IDPDISC)
      .map((at) => ({ at, attribute: 'Binding', wrong: 'It is not that of the discovery protocol.', write: IDPDISC })),
    ...indexRemarks(discoveries(metadata)),
  ],
}

export const endpointRules: readonly Rule[] = [
  {
    cites: 'MD-SPSSO',
    remarks: (metadata) => {
      if (consumers(metadata).length > 0) return []
      const wrong = 'There is no AssertionConsumerService: no login can arrive.'
      const write = `<md:AssertionConsumerService Binding="${bindings.post}" Location="https://…" index="0"/>`
      return [{ at: metadata.sp, found: 'no md:AssertionConsumerService', wrong, write }]
    },
  },
  {
    cites: 'SAML2INT-SP08',
    remarks: (metadata) => {
      const all = consumers(metadata)
      const [first] = all
      if (!first || all.some((each) => attributeOf(each, 'Binding') === bindings.post)) return []
      const wrong = 'No AssertionConsumerService has the binding by which identity providers answer.'
      return [{ at: first, attribute: 'Binding', wrong, write: bindings.post }]
    },
  },
  https,
  {
    cites: 'SAMLMD-2.2.2',
    remarks: (metadata) => [
      ...addresses(metadata).flatMap(([at, attribute, value]) => {
        const wrong = addressWrong(value)
        return wrong === undefined ? [] : [{ at, attribute, wrong, write: ADDRESS }]
      }),
      ...endpoints(metadata)
        .filter(({ namespace }) => namespace === MD)
        .flatMap(bindingRemark),
    ],
  },
  {
    cites: 'SAMLMD-2.2.3',
    remarks: ({ sp }) => INDEXED.flatMap((name) => indexRemarks(childrenOf(sp, MD, name))),
  },
  logoutEndpoint,
  logoutByRedirect,
  discovery,
]
