import { readFile } from 'node:fs/promises'
import { type Clients, client as clientSchema } from '#fixtures/schema/client.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

const read = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    throw new ConfigurationError(`${file} cannot be read (${error.code}): check the path.`)
  })
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    const [reason] = (error as Error).message.split('\n')
    throw new ConfigurationError(`${file} is neither JSON nor YAML: ${reason}`)
  }
}

const isOne = (value: unknown): boolean => typeof value === 'object' && value !== null && 'clientId' in value

/** Client registrations of a user: one, or several by name. Throws a ConfigurationError that names file and member. */
export const readClients = async (file: string): Promise<Clients> => {
  const content = await read(file)
  const named: Record<string, unknown> = isOne(content)
    ? { mine: content }
    : ((content ?? {}) as Record<string, unknown>)
  const clients: Record<string, Clients[string]> = {}
  for (const [name, value] of Object.entries(named)) {
    const result = clientSchema.safeParse(
      typeof value === 'object' ? { title: name, grants: ['code', 'refresh'], ...value } : value,
    )
    if (result.success) {
      clients[name] = result.data
      continue
    }
    const [issue] = result.error.issues
    const where = issue?.path.map(String).join('.') || name
    throw new ConfigurationError(
      `${file}: "${where}" of the client "${name}": ${issue?.message}. docs/library.md shows a registration.`,
    )
  }
  return clients
}
