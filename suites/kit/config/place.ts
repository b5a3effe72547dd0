import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { ReadConfiguration } from './read.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Where a value stands, for sentences about it. */
export interface Place {
  readonly file: ReadConfiguration
  readonly environment: Environment
  /** `targets.live.clients.web` */
  readonly at: string
}

export const below = (place: Place, member: string): Place => ({ ...place, at: `${place.at}.${member}` })

export const fromEnvironment = (place: Place, reference: string): string => {
  const name = reference.slice(2, -1)
  const value = place.environment[name]
  if (value) return value
  throw new ConfigurationError(
    `${place.file.name}: ${place.at} is \${${name}}, which is ${value === '' ? 'empty' : 'not set'}: set it in the environment.`,
  )
}

export const fromFile = (place: Place, path: string): string => {
  try {
    return readFileSync(resolve(dirname(place.file.path), path), 'utf8')
  } catch {
    throw new ConfigurationError(`${place.file.name}: ${place.at} is ${path}, which cannot be read: check the path.`)
  }
}

export const authorityOf = (place: Place, path: string): string => {
  const pem = fromFile(place, path)
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new ConfigurationError(
    `${place.file.name}: ${place.at} is ${path}, which holds no certificate: make it a PEM file.`,
  )
}
