import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { registrationTemplate } from '#registration/template.ts'

const SCHEMA = new URL('../../fixtures/schemas/registration.schema.json', import.meta.url)

/** Writes a registration to be filled in; resolves with what to do next. */
export const initRegistration = async (file: string): Promise<string> => {
  if (existsSync(file))
    throw new ConfigurationError(`There is a ${file} already: name another file, or look at that with aai lint.`)
  await writeFile(file, registrationTemplate(fileURLToPath(SCHEMA)), { flag: 'wx' })
  return `${file} is there to be filled in. Then: npx aai lint ${file}`
}
