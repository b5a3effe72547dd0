import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What people see of a service, and whom they turn to (OpenAIRE AAI guide, "Metadata"; MDUI; REFEDS).
describe('What a SAML service shows to people', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['has its name in English where consent is asked for', 'metadata.sp.name.english', 'MD-SERVICE-NAME'],
    ['has a display name, a logo and a privacy statement', 'metadata.sp.shown.given', 'MD-UIINFO'],
    ['has a description and a page, and all in English', 'metadata.sp.shown.english', 'EDUGAIN-uiinfo'],
    ['has its texts where they are looked for', 'metadata.sp.shown.placed', 'MDUI-2.1.1'],
    ['has each text once in a language', 'metadata.sp.shown.once', 'MDUI-2.1.1-language'],
    ['says the language of its names', 'metadata.sp.shown.languages', 'SAMLMD-2.2.4'],
    ['has a display name that fits in a list', 'metadata.sp.shown.display-name', 'MDUI-2.1.2'],
    ['describes itself in a line', 'metadata.sp.shown.description', 'MDUI-2.1.3'],
    ['has pages that open', 'metadata.sp.shown.pages', 'MDUI-2.1.6'],
    ['has a logo by https', 'metadata.sp.logo.address', 'SAML2INT-MD10'],
    ['says how large its logo is', 'metadata.sp.logo.size', 'MDUI-2.1.5'],
  ])
})

describe('Who is behind a SAML service', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['names somebody who helps', 'metadata.sp.contacts.support', 'MD-CONTACT'],
    ['names somebody technical', 'metadata.sp.contacts.technical', 'SAML2INT-MD11'],
    ['has addresses that programs can write to', 'metadata.sp.contacts.mailto', 'SAMLMD-2.3.2.2'],
    ['names its security contact to the letter', 'metadata.sp.contacts.security', 'REFEDS-SECURITY-CONTACT'],
    ['names its organisation', 'metadata.sp.organization.named', 'EDUGAIN-organization'],
  ])
})
