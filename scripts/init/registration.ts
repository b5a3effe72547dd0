import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { registrationTemplate } from '#registration/template.ts'

const SCHEMA = new URL('../../fixtures/schemas/registration.schema.json', import.meta.url)

/** As editors find it from that file: wherever the project is checked out, if the schema lies below it. */
const schemaFrom = (file: string): string => {
  const path = relative(dirname(resolve(file)), fileURLToPath(SCHEMA))
  return path.startsWith('..') ? SCHEMA.href : `./${path.split(sep).join('/')}`
}

/** Writes a registration to be filled in; resolves with what to do next. */
export const initRegistration = async (file: string): Promise<string> => {
  if (existsSync(file))
    throw new ConfigurationError(`There is a ${file} already: name another file, or look at that with aai lint.`)
  await writeFile(file, registrationTemplate(schemaFrom(file)), { flag: 'wx' })
  return `${file} is there to be filled in. Then: npx aai lint ${file}`
}
