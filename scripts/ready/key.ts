import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { newSigningKey, type SigningKey, signingKey } from '#registration/ready/seal.ts'
import { makeFolder } from '#reports/folder.ts'

/** Of this user, on this machine (XDG Base Directory Specification). */
export const usualKeyFile = (environment: NodeJS.ProcessEnv): string =>
  join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'aai-conformance', 'signing-key.json')

const read = async (file: string): Promise<SigningKey | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ConfigurationError(`The key ${file} cannot be read (${error.code}).`)
  })
  if (text === undefined) return undefined
  try {
    return await signingKey(JSON.parse(text))
  } catch {
    throw new ConfigurationError(
      `${file} holds no private Ed25519 key as a JWK: name another, or remove it and one is made.`,
    )
  }
}

const made = async (file: string): Promise<SigningKey> => {
  const jwk = await newSigningKey()
  makeFolder(dirname(file), 0o700)
  const unfinished = `${file}.${process.pid}.tmp`
  await writeFile(unfinished, `${JSON.stringify(jwk)}\n`, { mode: 0o600 })
  await chmod(unfinished, 0o600)
  await rename(unfinished, file)
  return signingKey(jwk)
}

/** The key of that file; where none is named, the user's own, made on first use. */
export const keyFrom = async (file: string | undefined, environment = process.env): Promise<SigningKey> => {
  const found = await read(file ?? usualKeyFile(environment))
  if (found) return found
  if (file !== undefined)
    throw new ConfigurationError(`There is no key ${file}: name one, or leave --key out and one is made.`)
  return made(usualKeyFile(environment))
}
