import apis from '#fixtures/apis.json' with { type: 'json' }
import type { ExampleApi } from '#fixtures/schema/example-api.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

export { type ExampleApiOptions, startExampleApi } from './example.ts'
export { type RunningExample, startExampleFor } from './example-for.ts'
export { type GatekeeperOptions, startGatekeeper } from './gatekeeper.ts'

/** The APIs that we play beside our issuers, by name. */
export const exampleApis: Readonly<Record<string, ExampleApi>> = apis as Readonly<Record<string, ExampleApi>>

export const exampleNamed = (name: string): ExampleApi => {
  const found = exampleApis[name]
  if (found) return found
  throw new ConfigurationError(`There is no API "${name}": we have ${Object.keys(exampleApis).join(', ')}.`)
}
