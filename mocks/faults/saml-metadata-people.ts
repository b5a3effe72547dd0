import { replacing as at, type Wrong } from './documents.ts'

const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri'
const SUBJECT = `      <saml:Attribute Name="urn:oasis:names:tc:SAML:profiles:subject-id:req" NameFormat="${URI}">\n        <saml:AttributeValue>subject-id</saml:AttributeValue>\n      </saml:Attribute>\n`
const shown = (name: string, text: string, language = 'en'): string =>
  `        <mdui:${name} xml:lang="${language}">${text}</mdui:${name}>\n`
const DISPLAY = shown('DisplayName', 'Portal of Old Maps')
const NORWEGIAN = shown('DisplayName', 'Portal for gamle kart', 'nb')
const DESCRIPTION = shown('Description', 'Finds old maps in European libraries, for everybody who studies them.')
const ABOUT = shown('InformationURL', 'https://maps.library.eu/about')
const PRIVACY = shown('PrivacyStatementURL', 'https://maps.library.eu/privacy')
const LOGO_ADDRESS = 'https://maps.library.eu/logo.png'
const LOGO = `        <mdui:Logo height="64" width="64">${LOGO_ADDRESS}</mdui:Logo>\n`
const UIINFO = `      <mdui:UIInfo>\n${DISPLAY}${NORWEGIAN}${DESCRIPTION}${ABOUT}${PRIVACY}${LOGO}      </mdui:UIInfo>\n`
const REGISTERED = '<mdrpi:RegistrationInfo registrationAuthority="https://federation.library.eu/"'

const person = (type: string, name: string, address: string): string =>
  `  <md:ContactPerson contactType="${type}">\n    <md:GivenName>${name}</md:GivenName>\n    <md:EmailAddress>mailto:${address}</md:EmailAddress>\n  </md:ContactPerson>\n`
const ADA = person('technical', 'Ada', 'admin@maps.library.eu')
const HELPDESK = person('support', 'Helpdesk', 'help@maps.library.eu')
const ORGANIZATION = `  <md:Organization>\n${['Name', 'DisplayName', 'URL']
  .map((each) => {
    const text = each === 'URL' ? 'https://library.eu/' : 'Library of Maps'
    return `    <md:Organization${each} xml:lang="en">${text}</md:Organization${each}>\n`
  })
  .join('')}  </md:Organization>\n`

const [RS, COCO, EDUGAIN] = ['REFEDS-RS-4.3.3', 'REFEDS-COCO-5.1', 'EDUGAIN-uiinfo'] as const

/** What people see of the service before they log in. */
export const shownRows: Readonly<Record<string, Wrong>> = {
  'nothing for people': at('MD-UIINFO', UIINFO)('', RS, COCO),
  'no display name': at('MD-UIINFO', DISPLAY + NORWEGIAN)('', RS, COCO),
  'research without a display name': at(RS, DISPLAY + NORWEGIAN)(shown('DisplayName', ' '), 'MD-UIINFO', COCO),
  'no statement of privacy': at('MD-UIINFO', PRIVACY)('', COCO),
  'no logo in UIInfo': at('MD-UIINFO', LOGO)(''),
  'no description in UIInfo': at(EDUGAIN, DESCRIPTION)('', COCO),
  'a description in Norwegian only': at(COCO, DESCRIPTION)(DESCRIPTION.replace('"en"', '"nb"'), EDUGAIN),
  'no page of information': at(EDUGAIN, ABOUT)('', RS),
  'texts for people at the entity': at(
    'MDUI-2.1.1',
    '    </mdattr:EntityAttributes>\n',
  )(`    </mdattr:EntityAttributes>\n${UIINFO}`),
  'texts for people twice': at('MDUI-2.1.1', UIINFO)(UIINFO + UIINFO),
  'an element for people that is misspelt': at('MDUI-2.1.1', ABOUT)(
    `${ABOUT}        <mdui:PrivacyURL xml:lang="en">https://maps.library.eu/privacy</mdui:PrivacyURL>\n`,
    'MD-SCHEMA',
  ),
  'two display names in English': at('MDUI-2.1.1-language', NORWEGIAN)(NORWEGIAN.replace('"nb"', '"en"')),
  'a display name that fits in no list': at(
    'MDUI-2.1.2',
    '>Portal of Old Maps</mdui',
  )('>Portal of Old Maps in European Libraries, Archives and Museums of the Sea and the Land</mdui'),
  'a description that is no line': at('MDUI-2.1.3', '>Finds old maps')(`>${'Maps and more maps. '.repeat(8)}`),
  'a logo without height': at('MDUI-2.1.5', 'height="64"')('height="0"', 'MD-SCHEMA'),
  'a page of information without scheme': at('MDUI-2.1.6', 'https://maps.library.eu/about')('maps.library.eu/about'),
  'a statement of privacy on this machine': at(
    'MDUI-2.1.6',
    'https://maps.library.eu/privacy',
  )('https://localhost/privacy'),
  'a logo over an open line': at('SAML2INT-MD10', LOGO_ADDRESS)('http://maps.library.eu/logo.png'),
  'a logo with a blank in its address': at('SAML2INT-MD10', LOGO_ADDRESS)('https://maps.library.eu/our logo.png'),
  'a logo that is no base64': at('SAML2INT-MD10', LOGO_ADDRESS)('data:image/png;base64,iVBOR w0KGgo='),
  'no name of the service in English': at(
    'MD-SERVICE-NAME',
    '<md:ServiceName xml:lang="en">',
  )('<md:ServiceName xml:lang="sv">'),
  'a name of the service without text': at('MD-SERVICE-NAME', '>Scans of Old Maps<')('> <'),
  'a name of the service in no language': at(
    'SAMLMD-2.2.4',
    '<md:ServiceName xml:lang="nb">',
  )('<md:ServiceName xml:lang="n">'),
  'a name of the organisation twice in English': at(
    'SAMLMD-2.2.4',
    '    <md:OrganizationURL',
  )('    <md:OrganizationDisplayName xml:lang="en">Maps</md:OrganizationDisplayName>\n    <md:OrganizationURL'),
}

/** What it asks for, and what it says of itself. */
export const attributeRows: Readonly<Record<string, Wrong>> = {
  'no word on the identifier of users': at('MD-SUBJECT-ID', SUBJECT)(''),
  'an identifier that is none': at('MD-SUBJECT-ID', '>subject-id</')('>eppn</'),
  'two identifiers': at(
    'SUBJECTID-signaling',
    '        <saml:AttributeValue>subject-id</saml:AttributeValue>\n',
  )(
    '        <saml:AttributeValue>subject-id</saml:AttributeValue>\n        <saml:AttributeValue>pairwise-id</saml:AttributeValue>\n',
  ),
  'an identifier that is not named by a URI': at(
    'SUBJECTID-signaling',
    `subject-id:req" NameFormat="${URI}"`,
  )('subject-id:req" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"'),
  'attributes of the entity at its role': at(
    'MDATTR-2.3',
    '    <md:Extensions>\n',
  )(
    `    <md:Extensions>\n      <mdattr:EntityAttributes>\n${SUBJECT.replace('subject-id:req', 'other:req')}      </mdattr:EntityAttributes>\n`,
  ),
  'attributes of the entity twice': at(
    'MDATTR-2.3',
    '    </mdattr:EntityAttributes>\n',
  )(
    `    </mdattr:EntityAttributes>\n    <mdattr:EntityAttributes>\n${SUBJECT.replace('subject-id:req', 'other:req')}    </mdattr:EntityAttributes>\n`,
  ),
  'a category with a blank': at(
    'EDUGAIN-values',
    '>https://refeds.org/category/code',
  )('> https://refeds.org/category/code'),
  'a category twice': at(
    'EDUGAIN-values',
    '>https://refeds.org/category/code-of-conduct/v2<',
  )('>http://refeds.org/category/research-and-scholarship<'),
  'a category that is a word': at('RFC8409-3.1', '>https://refeds.org/category/code-of-conduct/v2<')('>research<'),
  'a category without the format of its name': at(
    'RFC8409-3.1',
    `entity-category" NameFormat="${URI}"`,
  )('entity-category"'),
  'two sets of attributes with one index': at('SAMLMD-2.4.4.1', 'Service index="1"')('Service index="0"'),
  'an attribute by its bare number': at(
    'SAMLMD-2.4.4.2',
    'Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.13"',
  )('Name="1.3.6.1.4.1.5923.1.1.1.13"'),
  'an attribute by the name that people use': at(
    'SAMLMD-2.4.4.2',
    'Name="urn:oid:0.9.2342.19200300.100.1.3"',
  )('Name="mail"'),
  'an attribute that is called otherwise': at('SAMLMD-2.4.4.2', 'FriendlyName="mail"')('FriendlyName="displayName"'),
  'an attribute without the format of its name': at(
    'SAMLMD-2.4.4.2',
    ` NameFormat="${URI}" FriendlyName="mail"`,
  )(' FriendlyName="mail"'),
  'an attribute that is not necessary': at('REFEDS-COCO-5.2', 'Entitlement" isRequired="true"')('Entitlement"'),
  'a registration twice': at('MDRPI-2.1', `    ${REGISTERED}`)(`    ${REGISTERED}/>\n    ${REGISTERED}`),
  'a registration in local time': at('MDRPI-2.1.1', '12:00:00Z')('12:00:00+01:00'),
  'the second Sirtfi without the first': at(
    'REFEDS-SIRTFI-v1',
    '>https://refeds.org/sirtfi<',
  )('>https://refeds.org/other<'),
}

/** Who is behind it. */
export const contactRows: Readonly<Record<string, Wrong>> = {
  'nobody who helps': at('MD-CONTACT', ADA + HELPDESK)('', 'SAML2INT-MD11', 'REFEDS-RS-4.3.4'),
  'nobody for technical questions': at('SAML2INT-MD11', ADA)('', 'REFEDS-RS-4.3.4'),
  'research without a technical contact': at('REFEDS-RS-4.3.4', 'contactType="technical"')(
    'contactType="billing"',
    'SAML2INT-MD11',
  ),
  'an address that is no mailto': at('SAMLMD-2.3.2.2', 'mailto:help@')('help@'),
  'an address without a domain': at('SAMLMD-2.3.2.2', 'mailto:help@maps.library.eu')('mailto:help'),
  'no organisation': at('EDUGAIN-organization', ORGANIZATION)(''),
  'an organisation without a name in English': at(
    'EDUGAIN-organization',
    '<md:OrganizationDisplayName xml:lang="en">',
  )('<md:OrganizationDisplayName xml:lang="nb">'),
  'a security contact that is almost one': at('REFEDS-SECURITY-CONTACT', 'http://refeds.org/metadata/contactType')(
    'https://refeds.org/metadata/contactType',
    'REFEDS-SIRTFI-contact',
  ),
  'a security contact without a name': at(
    'REFEDS-SIRTFI-contact',
    '    <md:GivenName>Response Team</md:GivenName>\n',
  )(''),
}
