import { expect, test } from 'vitest'
import { generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { schemaFlaws } from '#mocks/xml/schema.ts'
import { type Carelessness, eyesOf } from './looks.ts'
import { metadataText } from './metadata.ts'
import { metadataHabits } from './metadata-habits.ts'

const { certificate } = await generateCertifiedKey('sp')

const at = (path: string): string => `https://service.example${path}`
const facts = {
  ...{ entityId: at('/metadata'), origin: at(''), acs: at('/saml/acs'), slo: at('/saml/slo'), certificate },
  now: 1_700_000_000_000,
}

const flawsOf = (...careless: readonly Carelessness[]): readonly string[] =>
  schemaFlaws(readXml(metadataText(facts, eyesOf(careless)))).map(({ message }) => message)

test('are what their schema says', () => {
  expect(flawsOf()).toEqual([])
})

const againstSchema: readonly string[] = ['metadata-disordered', 'metadata-nameless']
const elsewhere: readonly string[] = ['idp-metadata-once', 'other-environment', 'metadata-short-key']
const habits = Object.keys(metadataHabits).filter((habit) => !elsewhere.includes(habit)) as Carelessness[]

test.for(habits)('%s changes them', (habit) => {
  expect(metadataText(facts, eyesOf([habit]))).not.toBe(metadataText(facts, eyesOf([])))
  expect(flawsOf(habit).length > 0).toBe(againstSchema.includes(habit))
})
