import { type ZodType, z } from 'zod'
import { clientsFile } from '#fixtures/schema/client.ts'
import { dialectFile } from '#fixtures/schema/dialect.ts'
import { explanationsFile } from '#fixtures/schema/explanation.ts'
import { fidelityBases, fidelityFile, fidelityLedger, fidelityStates } from '#fixtures/schema/fidelity.ts'
import { peopleFile } from '#fixtures/schema/person.ts'
import { preset } from '#fixtures/schema/preset.ts'
import { profileFile } from '#fixtures/schema/profile.ts'
import { registrationFile } from '#fixtures/schema/registration.ts'
import { baselineFile } from '#reports/baseline.ts'
import { resultSchema } from '#reports/schema.ts'
import { configurationFile } from '#suites/kit/config/schema.ts'

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

const mapped = (nodes: unknown, change: (node: Node) => Node | undefined): Node | undefined => {
  if (!isNode(nodes)) return undefined
  const entries = Object.entries(nodes).flatMap(([name, node]) => {
    const changed = isNode(node) ? change(node) : undefined
    return changed ? [[name, changed] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The schema without a word on which members there must be. */
const lenient = (node: Node): Node => {
  const { required: _required, ...rest } = node
  for (const inner of ['properties', '$defs'] as const) {
    if (rest[inner]) rest[inner] = mapped(rest[inner], lenient)
  }
  if (isNode(rest.additionalProperties)) rest.additionalProperties = lenient(rest.additionalProperties)
  if (Array.isArray(rest.anyOf)) rest.anyOf = rest.anyOf.map((one) => (isNode(one) ? lenient(one) : one))
  return rest
}

/** Nothing but which members there must be. */
const demands = (node: Node): Node | undefined => {
  const variants = Array.isArray(node.anyOf) ? node.anyOf.filter(isNode) : []
  // Of a name or an object only the object has members.
  const object = variants.find(({ type }) => type === 'object')
  if (object) return demands(object)
  const found: Node = {}
  if (Array.isArray(node.required)) found.required = node.required
  const properties = mapped(node.properties, demands)
  if (properties) found.properties = properties
  const others = isNode(node.additionalProperties) ? demands(node.additionalProperties) : undefined
  if (others) found.additionalProperties = others
  return Object.keys(found).length > 0 ? found : undefined
}

/** A file that extends another may leave out whatever it likes; one that stands alone may not. */
const forFile = (title: string, schema: ZodType): Node => {
  const node = z.toJSONSchema(schema, { io: 'input' }) as Node
  const { $schema, ...rest } = node
  return {
    $schema,
    title,
    ...lenient(rest),
    if: { not: { required: ['extends'] } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this object.
    then: demands(rest),
  }
}

/** Explanations stand alone: what must be there must be there. */
const explanationsDocument = (): Node => {
  const { $schema, ...rest } = z.toJSONSchema(explanationsFile, { io: 'input' }) as Node
  return { $schema, title: 'Errors, how they are recognised, and what to do about them', ...rest }
}

/** Stands alone as well. */
const configurationDocument = (): Node => {
  const { $schema, ...rest } = z.toJSONSchema(configurationFile, { io: 'input' }) as Node
  return { $schema, title: 'Targets of aai run: aai.config.json or .yaml', ...rest }
}

const plain = (title: string, schema: ZodType): Node => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Node
  return { $schema, title, ...rest }
}

/** What a run writes. Readers of another language validate with it. */
const resultDocument = (): Node => {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema) as Node
  return { $schema, title: 'The result of a run of aai-conformance', ...rest }
}

/** What editors complete and check the JSON files of fixtures and of users with, by file name. */
export const jsonSchemas = (): Readonly<Record<string, Node>> => ({
  'profile.schema.json': forFile('An issuer, as aai-conformance plays and expects it', profileFile),
  'dialect.schema.json': forFile('How a family of software words its answers', dialectFile),
  'clients.schema.json': forFile('Registered clients', clientsFile),
  'people.schema.json': forFile('Test users', peopleFile),
  'explanations.schema.json': explanationsDocument(),
  'config.schema.json': configurationDocument(),
  'baseline.schema.json': plain('Deviations that are known and explained: aai run --baseline', baselineFile),
  'registration.schema.json': plain('A service as it is to be registered at an AAI: service.yaml', registrationFile),
  'preset.schema.json': plain('A service that many have: aai service --preset', preset),
  'fidelity.schema.json': plain('Requests by which our provider is compared with the real software', fidelityFile),
  'fidelity-bases.schema.json': plain('Requests that others change', fidelityBases),
  'fidelity-states.schema.json': plain('States before a request, and the steps that lead there', fidelityStates),
  'fidelity-ledger.schema.json': plain(
    'Differences from the real software that stay, with their reasons',
    fidelityLedger,
  ),
  'result.schema.json': resultDocument(),
})

export const written = (schema: Node): string => `${JSON.stringify(schema, null, 2)}\n`
