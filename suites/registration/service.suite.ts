import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What the guide asks of a service before anything is registered (OpenAIRE AAI guide, "Service registration").
describe('A registration: the service', { tags: ['registration'] }, () => {
  documented('registration', [
    ['names the service in English', 'registration.service.name.english', 'REG-NAME'],
    ['describes the service in a few sentences', 'registration.service.description.english', 'REG-DESCRIPTION'],
    ['names the country of the service', 'registration.service.country.known', 'REG-COUNTRY'],
    ['has a page about the service', 'registration.service.website.address', 'REG-WEBSITE'],
    ['has a page that says more than its description', 'registration.service.website.content', 'REG-WEBSITE-CONTENT'],
    ['has a privacy statement that opens', 'registration.service.privacy.address', 'REG-PRIVACY'],
    ['has terms of use that open', 'registration.service.aup.address', 'REG-AUP'],
    ['names a helpdesk', 'registration.service.contacts.support', 'REG-CONTACT-SUPPORT'],
    ['names somebody responsible', 'registration.service.contacts.administrative', 'REG-CONTACT-ADMIN'],
    ['names somebody technical', 'registration.service.contacts.technical', 'REG-CONTACT-TECH'],
    ['names whom to tell of incidents', 'registration.service.contacts.security', 'REG-CONTACT-SECURITY'],
    ['has its logo at an https address', 'registration.service.logo.https', 'REG-LOGO-HTTPS'],
    ['has a PNG or a GIF as its logo', 'registration.service.logo.format', 'REG-LOGO-FORMAT'],
    ['has a logo that goes with every background', 'registration.service.logo.transparent', 'REG-LOGO-TRANSPARENT'],
    ['has a logo of the size that the guide names', 'registration.service.logo.size', 'REG-LOGO-SIZE'],
  ])
})
