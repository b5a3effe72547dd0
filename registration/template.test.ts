import { expect, test } from 'vitest'
import { registrationFile } from '#fixtures/schema/registration.ts'
import { lintRegistration, readRegistration, registrationRules } from '#lint/registration/index.ts'
import { registrationTemplate } from './template.ts'

const template = registrationTemplate('registration.schema.json')

test('a registration to be filled in can be read, and says what is missing', () => {
  const found = new Set(lintRegistration(readRegistration(template)).map(({ cites }) => cites))
  for (const cites of [
    'REG-NAME',
    'REG-WEBSITE',
    'REG-CONTACT-SECURITY',
    'REG-REDIRECT-HTTPS',
    'REG-CLIENT-CONTACTS',
  ]) {
    expect(found).toContain(cites)
  }
  expect(registrationRules.length).toBeGreaterThan(found.size)
})

test('each member of the schema stands in it', () => {
  const { service, environments } = registrationFile.shape
  const members = [...Object.keys(service.shape), ...Object.keys(environments.valueType.shape)]
  for (const member of members) expect(template).toMatch(new RegExp(`\\b${member}\\b`))
})
