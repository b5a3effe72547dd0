import certificates from '#fixtures/documents/certificates.json' with { type: 'json' }
import { replacing as at, type Wrong } from './documents.ts'

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:'
const ADDRESS = 'https://maps.library.eu/saml'

const REDIRECT = `<md:SingleLogoutService Binding="${BINDINGS}HTTP-Redirect" Location="${ADDRESS}/logout"/>`
const LOGOUTS = `${REDIRECT}\n    <md:SingleLogoutService Binding="${BINDINGS}SOAP" Location="${ADDRESS}/logout/soap"/>`
const POST = `<md:AssertionConsumerService Binding="${BINDINGS}HTTP-POST" Location="${ADDRESS}/acs" index="0" isDefault="true"/>`
const ARTIFACT = `<md:AssertionConsumerService Binding="${BINDINGS}HTTP-Artifact" Location="${ADDRESS}/acs/artifact" index="1"/>`
const FORMAT = '<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>'
const DISCOVERY = 'Binding="urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol"'

/** As the clean metadata writes a certificate. */
const linesOf = (base64: string): string => base64.replace(/.{1,110}/g, '          $&\n')

const keyWith = (use: string, inside: string, method = ''): string =>
  `    <md:KeyDescriptor use="${use}">\n      <ds:KeyInfo>\n        <ds:X509Data>\n${inside}        </ds:X509Data>\n      </ds:KeyInfo>\n${method}    </md:KeyDescriptor>\n`

const certificate = (base64: string): string =>
  `          <ds:X509Certificate>\n${linesOf(base64)}          </ds:X509Certificate>\n`

const METHODS =
  '      <md:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/>\n      <md:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>\n'
const SIGNING = keyWith('signing', certificate(certificates.signing))
const ENCRYPTION = keyWith('encryption', certificate(certificates.encryption), METHODS)

/** One more key, before the one for encryption. */
const oneMore = (breaks: string, inside: string): Wrong =>
  at(
    breaks,
    '    <md:KeyDescriptor use="encryption">\n',
  )(`${keyWith('signing', inside)}    <md:KeyDescriptor use="encryption">\n`)
const oneMoreKey = (breaks: string, base64: string): Wrong => oneMore(breaks, certificate(base64))

const SIGNATURE =
  '  <ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI=""><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>\n'

const schema = (from: string) => at('MD-SCHEMA', from)
const name = (breaks: string) => at(breaks, 'entityID="https://maps.library.eu/saml/metadata"')
const consumer = (breaks: string) => at(breaks, 'Location="https://maps.library.eu/saml/acs"')
const RS = 'REFEDS-RS-4.3.1'

/** Whether it can be read at all, who it is, and for how long. */
export const documentRows: Readonly<Record<string, Wrong>> = {
  'metadata that is not well-formed': schema('</md:Organization>')('</md:Organisation>'),
  'metadata with a DOCTYPE': schema('<md:EntityDescriptor')('<!DOCTYPE md:EntityDescriptor>\n<md:EntityDescriptor'),
  'metadata that says it is Latin-1': schema('encoding="UTF-8"')('encoding="ISO-8859-1"'),
  'metadata in a namespace of no standard': schema('SAML:2.0:metadata')('SAML:3.0:metadata'),
  'metadata that has expired': schema('2099-12-31T23:59:59Z')('2020-12-31T23:59:59Z'),
  'an end that is no time': schema('2099-12-31T23:59:59Z')('when it is over'),
  'a signature that holds nothing': schema('  <md:Extensions>\n    <mdrpi')(
    `${SIGNATURE}  <md:Extensions>\n    <mdrpi`,
  ),
  'no entityID': schema('entityID="https://maps.library.eu/saml/metadata" ')(''),
  'an endpoint without an index': schema(' index="1"/>')('/>'),
  'elements in an order of their own': schema(`${FORMAT}\n    ${POST}`)(`${POST}\n    ${FORMAT}`),
  'an element that nobody knows': schema('</md:Organization>')('<md:Country>NO</md:Country></md:Organization>'),
  'a contact of a kind that there is not': schema('contactType="support"')('contactType="helpdesk"'),
  'a name of the service without a language': schema('<md:ServiceName xml:lang="nb">')('<md:ServiceName>'),
  'an entityID with a blank': name('SAMLMD-2.2.1')('entityID="https://maps.library.eu/saml/meta data"'),
  'an entityID that is no URI': name('SAMLMD-2.2.1')('entityID="maps.library.eu"'),
  'an entityID without https': name('SAMLMD-2.2.1')('entityID="http://maps.library.eu/saml/metadata"'),
  'an entityID that is too long': name('SAML2INT-G04')(`entityID="https://maps.library.eu/${'saml/'.repeat(50)}"`),
  'a role of SAML 1.1': at(
    'SAMLMD-2.4.1',
    'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"',
  )('protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"'),
  'a format of identifiers that federations do not send': at(
    'SAML2INT-SP13',
    '2.0:nameid-format:transient',
  )('1.1:nameid-format:emailAddress'),
}

const served = (answer: NonNullable<Wrong['answer']>): Wrong => ({ breaks: 'MD-HTTPS', on: 'metadata', answer })

/** How it is served. */
export const servedRows: Readonly<Record<string, Wrong>> = {
  'metadata that is served as a page': served({ headers: { 'content-type': 'text/html; charset=utf-8' } }),
  'metadata behind an open line': served({ headers: { location: 'http://maps.library.eu/saml/metadata' } }),
  'metadata that changes its name': served({ body: '<EntityDescriptor entityID="https://maps.library.eu/2"/>' }),
  'metadata that is gone the second time': served({ status: 200, body: '<p>Try again later.</p>' }),
}

export const endpointRows: Readonly<Record<string, Wrong>> = {
  'nowhere for logins to arrive': at('MD-SPSSO', `    ${POST}\n    ${ARTIFACT}\n`)('', 'MD-SCHEMA', RS),
  'logins by the artifact binding only': at('SAML2INT-SP08', 'bindings:HTTP-POST')('bindings:HTTP-Artifact', RS),
  'research without HTTP-POST': at(RS, 'bindings:HTTP-POST')('bindings:PAOS', 'SAML2INT-SP08'),
  'logins over an open line': consumer('SAML2INT-SP09')('Location="http://maps.library.eu/saml/acs"'),
  'an endpoint without a host': consumer('SAMLMD-2.2.2')('Location="/saml/acs"'),
  'an endpoint that is no address of the web': consumer('SAMLMD-2.2.2')('Location="mailto:acs@maps.library.eu"'),
  'an endpoint with a blank': consumer('SAMLMD-2.2.2')('Location="https://maps.library.eu/saml/a cs"'),
  'an endpoint with a fragment': consumer('SAMLMD-2.2.2')('Location="https://maps.library.eu/saml/acs#in"'),
  'a binding in small letters': at('SAMLMD-2.2.2', 'bindings:HTTP-Artifact')('bindings:http-artifact'),
  'two endpoints with one index': at('SAMLMD-2.2.3', 'acs/artifact" index="1"')('acs/artifact" index="0"'),
  'two endpoints that are the default': at('SAMLMD-2.2.3', 'artifact" index="1"')('artifact" index="1" isDefault="1"'),
  'logout by a binding that takes none': at('MD-SLO-ENDPOINT', LOGOUTS)(REDIRECT.replace('HTTP-Redirect', 'PAOS')),
  'logout to no address': at('MD-SLO-ENDPOINT', LOGOUTS)(REDIRECT.replace(ADDRESS, 'saml'), 'SAMLMD-2.2.2'),
  'logout behind the browser only': at('SAML2INT-SP26', `${REDIRECT}\n    `)(''),
  'discovery by another binding': at('IDPDISC-metadata', DISCOVERY)(`Binding="${BINDINGS}HTTP-Redirect"`),
}

export const keyRows: Readonly<Record<string, Wrong>> = {
  'no key for encryption': at('MD-KEY', ENCRYPTION)(''),
  'a key for encryption that is for signing': at('MD-KEY', 'use="encryption"')('use="signing"', 'SAMLMD-2.4.1.1'),
  'a key that is no certificate': at('SAML2INT-MD05', certificate(certificates.encryption))(
    '          <ds:X509SubjectName>CN=maps.library.eu</ds:X509SubjectName>\n',
    'MD-KEY',
  ),
  'a certificate that is cut short': oneMoreKey('SAML2INT-MD05', certificates.encryption.slice(0, 400)),
  'an RSA key of 1024 bits': oneMoreKey('SAML2INT-MD06', certificates.weak),
  'an RSA key with the exponent 3': oneMoreKey('SAML2INT-MD06', certificates.exponent3),
  'a DSA key': oneMoreKey('SAML2INT-MD06', certificates.dsa),
  'a curve of 192 bits': oneMoreKey('SAML2INT-MD06', certificates.curve192),
  'a weak key for encryption': at('MD-KEY', certificate(certificates.encryption))(
    certificate(certificates.weak),
    'SAML2INT-MD06',
  ),
  'a certificate that has expired': oneMoreKey('SAML2INT-MD05-practice', certificates.expired),
  'a certificate with SHA-1': oneMoreKey('SAML2INT-MD05-practice', certificates.sha1),
  'two certificates for one key': oneMore(
    'SAMLMDIOP-2.5.1',
    certificate(certificates.signing) + certificate(certificates.encryption),
  ),
  'encryption with a key for signing': at(
    'SAMLMD-2.4.1.1',
    '</ds:KeyInfo>\n    </md:KeyDescriptor>',
  )(`</ds:KeyInfo>\n${METHODS}    </md:KeyDescriptor>`),
  'ciphers of the old mode only': at('SAML2INT-ALG01', '2009/xmlenc11#aes128-gcm')('2001/04/xmlenc#aes128-cbc'),
  'signed requests and no key for them': at('SAMLMD-2.4.4', SIGNING)('', 'MD-SLO-KEY'),
  'logout without a key for signing': at('MD-SLO-KEY', 'use="signing"')('use="encryption"', 'SAMLMD-2.4.4'),
}
