import type { Fault } from '#fixtures/schema/fault.ts'
import { replacing as at, documentFaults, type Wrong } from './documents.ts'
import { FINE_SIZE, gifOf, pngOf } from './logos.ts'

const name = at('REG-NAME', '    en: Portal of Old Maps\n')
const description = at(
  'REG-DESCRIPTION',
  '    en: Finds old maps in European libraries, for everybody who studies them.\n',
)
const website = at('REG-WEBSITE', 'https://maps.library.eu/about')
const privacy = at('REG-PRIVACY', 'https://maps.library.eu/privacy')
const aup = at('REG-AUP', 'https://maps.library.eu/terms')
const country = at('REG-COUNTRY', 'country: NO')
const redirect = (breaks: string) => at(breaks, '      - https://maps.library.eu/oidc/callback')
const [https, exact] = [redirect('REG-REDIRECT-HTTPS'), redirect('REG-REDIRECT-EXACT')]
const leaving = (breaks: string) => at(breaks, '      - https://maps.library.eu/\n')
const [logoutHttps, logout] = [leaving('REG-POST-LOGOUT-HTTPS'), leaving('REG-POST-LOGOUT')]
const PRODUCTION = '    description: The portal.\n    contacts: [developers@maps.library.eu]\n'
const LAST =
  '      - https://maps.library.eu/\n    scopes: [openid, profile, email]\n    grants: [authorization_code, refresh_token]\n    pkce: S256\n'
const last = (breaks: string, scopes: string, grants: string, pkce: string, ...also: readonly string[]): Wrong =>
  at(breaks, LAST)(`      - https://maps.library.eu/\n    scopes: ${scopes}\n    grants: ${grants}\n${pkce}`, ...also)
const scopes = (list: string) => last('REG-SCOPES', list, '[authorization_code, refresh_token]', '    pkce: S256\n')
const grants = (list: string, ...also: readonly string[]) =>
  last('REG-GRANTS', '[openid, profile]', list, '    pkce: S256\n', ...also)
const pkce = (lines: string) => last('MIG-PKCE', '[openid]', '[authorization_code]', lines)

/** Named after what is wrong. */
const rows: Readonly<Record<string, Wrong>> = {
  'no name in English': name(''),
  'name in no language': name('    english: Portal of Old Maps\n'),
  'name without text': name('    en: ""\n'),
  'name to be filled in': name('    en: TODO\n'),
  'name with a broken tag': name('    en: Portal of Old Maps\n    n_o: Portal\n'),
  'no description in English': description('    nb: Finner gamle kart.\n'),
  'description of blanks': description('    en: "  "\n'),
  'description that is a novel': description(`    en: ${'maps and '.repeat(150)}\n`),
  'website without scheme': website('maps.library.eu/about'),
  'website of no kind for browsers': website('ftp://maps.library.eu/about'),
  'website on this machine': website('http://localhost:8080/'),
  'website that is an example': website('https://www.example.org/about'),
  'website that is a number': website('https://10.0.0.7/about'),
  'website with a password': website('https://ada:secret@maps.library.eu/about'),
  'website by http': website('http://maps.library.eu/about'),
  'no website': at('REG-WEBSITE', '  website: https://maps.library.eu/about\n')(''),
  'no privacy statement': at('REG-PRIVACY', '  privacy: https://maps.library.eu/privacy\n')(''),
  'privacy statement in no place': privacy('see the website'),
  'privacy statement by http': privacy('http://maps.library.eu/privacy'),
  'no terms of use': at('REG-AUP', '  aup: https://maps.library.eu/terms\n')(''),
  'terms of use on an internal host': aup('https://intranet.local/terms'),
  'no country': at('REG-COUNTRY', '  country: NO\n')(''),
  'country that is none': country('country: Atlantis'),
  'country by a code that nobody has': country('country: XQ'),
  'country that YAML takes for false': country('country: "false"'),
  'no helpdesk': at('REG-CONTACT-SUPPORT', '    support: help@maps.library.eu\n')(''),
  'helpdesk without address': at('REG-CONTACT-SUPPORT', 'help@maps.library.eu')('the helpdesk'),
  'nobody responsible': at('REG-CONTACT-ADMIN', '    administrative: { name: Office, email: office@library.eu }\n')(''),
  'somebody responsible without a domain': at('REG-CONTACT-ADMIN', 'email: office@library.eu')('email: office@library'),
  'nobody technical': at(
    'REG-CONTACT-TECH',
    '    technical: [admin@maps.library.eu, { name: Ada, email: ada@library.eu }]\n',
  )(''),
  'one of two addresses wrong': at('REG-CONTACT-TECH', 'email: ada@library.eu')('email: ada at library.eu'),
  'nobody for incidents': at('REG-CONTACT-SECURITY', '    security: csirt@library.eu\n')(''),
  'incidents to an example': at('REG-CONTACT-SECURITY', 'csirt@library.eu')('security@example.com'),
  'no redirect URI': https('      []'),
  'redirect URI by http': https('      - http://maps.library.eu/oidc/callback'),
  'redirect URI on this machine in production': https('      - http://localhost:8080/oidc/callback'),
  'redirect URI of an app': https('      - eu.library.maps:/callback'),
  'redirect URI with a wildcard': exact('      - https://maps.library.eu/*'),
  'redirect URI of any sub-domain': exact('      - https://*.library.eu/oidc/callback'),
  'redirect URI with a fragment': exact('      - https://maps.library.eu/oidc/callback#login'),
  'redirect URI with a password': exact('      - https://a:b@maps.library.eu/oidc/callback'),
  'redirect URI that goes up': exact('      - https://maps.library.eu/oidc/../callback'),
  'redirect URI in capitals': exact('      - HTTPS://Maps.Library.EU/oidc/callback'),
  'redirect URI with the usual port': exact('      - https://maps.library.eu:443/oidc/callback'),
  'redirect URI without a host': exact('      - /oidc/callback'),
  'redirect URI with blanks': exact('      - " https://maps.library.eu/oidc/callback"'),
  'redirect URI twice': exact(
    '      - https://maps.library.eu/oidc/callback\n      - https://maps.library.eu/oidc/callback',
  ),
  'redirect URI of BETA in production': exact('      - https://test.maps.library.eu/oidc/callback'),
  'logout to http': logoutHttps('      - http://maps.library.eu/\n'),
  'logout to this machine in production': logoutHttps('      - http://127.0.0.1:8080/\n'),
  'logout with a wildcard': logout('      - https://maps.library.eu/*\n'),
  'logout without a host': logout('      - /bye\n'),
  'logout of BETA in production': logout('      - https://test.maps.library.eu/\n'),
  'no scope': scopes('[]'),
  'scopes without openid': scopes('[profile, email]'),
  'scope that nobody offers': scopes('[openid, groups]'),
  'scopes in one': scopes('["openid profile"]'),
  'no grant': grants('[]'),
  'grant that is none': grants('[code]'),
  'grant that the AAI lacks': grants('[authorization_code, "urn:ietf:params:oauth:grant-type:jwt-bearer"]'),
  'refresh without a beginning': grants('[refresh_token]'),
  'implicit grant': grants('[authorization_code, implicit]'),
  'nothing about a client': at('REG-CLIENT-DESCRIPTION', '    description: The portal.\n')(''),
  'no logo': at('REG-CLIENT-DESCRIPTION', '  logo: https://maps.library.eu/logo.png\n')(''),
  'logo by http': at('REG-LOGO-HTTPS', 'https://maps.library.eu/logo.png')('http://maps.library.eu/logo.png'),
  'logo in the file itself': at('REG-LOGO-HTTPS', 'https://maps.library.eu/logo.png')('data:image/png;base64,AAAA'),
  'nobody for a client': at('REG-CLIENT-CONTACTS', PRODUCTION)('    description: The portal.\n'),
  'a client whose contact is a name': at(
    'REG-CLIENT-CONTACTS',
    PRODUCTION,
  )('    description: The portal.\n    contacts: [Ada]\n'),
  'PKCE for a library that knows none': pkce('    pkce: S256\n    library: simple-oidc-client-php@2.3.1\n'),
  'PKCE that hides nothing': pkce('    pkce: plain\n'),
  'not a word on PKCE': pkce(''),
}

const linked = (breaks: string, on: NonNullable<Wrong['on']>, answer: Wrong['answer']): Wrong => ({
  breaks,
  on,
  answer,
})
const logoOf = (breaks: string, body: string): Wrong => linked(breaks, 'logo', { body })

/** What is found only by looking at the service, which is tested at BETA. */
const seenRows: Readonly<Record<string, Wrong>> = {
  'redirect URI that the service does not use': at(
    'OIDCC-3.1.2.1-redirect_uri',
    'https://test.maps.library.eu/oidc/callback',
  )('https://test.maps.library.eu/oidc/back'),
  'public client that has a secret': at(
    'RP-TOKEN-REQUEST',
    '  beta:\n    kind: confidential\n',
  )('  beta:\n    kind: public\n'),
}

/** What is found only by opening what a registration links to. */
const linkedRows: Readonly<Record<string, Wrong>> = {
  'website that is gone': linked('REG-WEBSITE-CONTENT', 'website', { status: 404 }),
  'website where nobody listens': { breaks: 'REG-WEBSITE-CONTENT', on: 'website', cut: 'before' },
  'website of few words': linked('REG-WEBSITE-CONTENT', 'website', { body: '<p>Old maps.</p>' }),
  'privacy statement that is gone': linked('REG-PRIVACY', 'privacy', { status: 410 }),
  'terms of use for members only': linked('REG-AUP', 'aup', { status: 403 }),
  'logo that is a JPEG': logoOf('REG-LOGO-FORMAT', '\xff\xd8\xff'.padEnd(FINE_SIZE, '\0')),
  'logo that is a drawing': logoOf(
    'REG-LOGO-FORMAT',
    `<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(FINE_SIZE)}</svg>`,
  ),
  'logo that is a page': logoOf('REG-LOGO-FORMAT', '<html>'.padEnd(FINE_SIZE)),
  'GIF that is called a PNG': logoOf('REG-LOGO-FORMAT', gifOf(FINE_SIZE, 1)),
  'logo that is gone': linked('REG-LOGO-FORMAT', 'logo', { status: 404 }),
  'logo without a transparent pixel': logoOf('REG-LOGO-TRANSPARENT', pngOf(FINE_SIZE, 2)),
  'logo smaller than the guide says': logoOf('REG-LOGO-SIZE', pngOf(20_000, 6)),
  'logo larger than the guide says': logoOf('REG-LOGO-SIZE', pngOf(60_000, 6)),
}

/** What may be wrong in a registration, and in what it links to. */
export const registrationFaults: readonly Fault[] = documentFaults('registration', 'registration', {
  ...rows,
  ...linkedRows,
  ...seenRows,
})
