import type { Configuration } from './schema.ts'

export type { Configuration, TargetEntry } from './schema.ts'

/** Types for `aai.config.ts`; does nothing else. */
export const defineConfig = (configuration: Configuration): Configuration => configuration

/** A secret, by the environment variable that holds it when the run begins. */
export const env = (name: string): string => `\${${name}}`
