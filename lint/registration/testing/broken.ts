import { readFileSync } from 'node:fs'
import type { Fault } from '#fixtures/schema/fault.ts'
import { bentText } from '#mocks/faults/documents.ts'
import { registrationFaults } from '#mocks/faults/registration.ts'

export const clean = readFileSync(new URL('../../../fixtures/documents/registration.yaml', import.meta.url), 'utf8')

/** Of the service, not of the file. */
const SEEN = ['OIDCC-3.1.2.1-redirect_uri', 'RP-TOKEN-REQUEST']

/** Those that can be seen in the file itself, by what is wrong. */
export const broken: Readonly<Record<string, Fault>> = Object.fromEntries(
  registrationFaults
    .filter(({ replace, breaks }) => replace !== undefined && !SEEN.includes(breaks))
    .map((fault) => [fault.title, fault]),
)

/** The file with that one thing wrong. */
export const fileOf = (fault: Fault): string => bentText(clean, fault)
