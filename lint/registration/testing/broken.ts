import { readFileSync } from 'node:fs'
import type { Fault } from '#fixtures/schema/fault.ts'
import { bentText } from '#mocks/faults/documents.ts'
import { registrationFaults } from '#mocks/faults/registration.ts'
import { samlRegistrationFaults } from '#mocks/faults/registration-saml.ts'

const documents = new URL('../../../fixtures/documents/', import.meta.url)
const textOf = (file: string): string => readFileSync(new URL(file, documents), 'utf8')

export const clean = textOf('registration.yaml')
export const cleanSaml = textOf('registration-saml.yaml')

/** Seen only in what it links to. */
const LINKED = ['SAML service by another entityId']

/** Of the service, not of the file. */
const SEEN = ['OIDCC-3.1.2.1-redirect_uri', 'RP-TOKEN-REQUEST']

/** Those that can be seen in the file itself, by what is wrong. */
export const broken: Readonly<Record<string, Fault>> = Object.fromEntries(
  [...registrationFaults, ...samlRegistrationFaults]
    .filter(({ replace, breaks, title }) => replace !== undefined && !SEEN.includes(breaks) && !LINKED.includes(title))
    .map((fault) => [fault.title, fault]),
)

/** The file with that one thing wrong; one of a SAML service for what is about those. */
export const fileOf = (fault: Fault): string =>
  bentText(fault.variant === 'registration-saml' ? cleanSaml : clean, fault)
