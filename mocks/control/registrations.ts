import type { ZodType, z } from 'zod'
import { client } from '#fixtures/schema/client.ts'
import { person } from '#fixtures/schema/person.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { bodyAs, done, ok, Refused, type Resource } from './resource.ts'

const known = <T>(roles: Readonly<Record<string, T>>, name: string): T => {
  const found = roles[name]
  if (found) return found
  throw new Refused(404, `There is no "${name}" here; there are: ${Object.keys(roles).join(', ')}.`)
}

/** One kind of thing that a provider knows by name. */
interface Kind<S extends ZodType> {
  readonly path: '/clients' | '/users'
  readonly one: string
  readonly schema: S
  /** What need not be said; the name is the title. */
  readonly usual: object
  readonly all: (provider: RunningProvider) => Readonly<Record<string, z.output<S>>>
  readonly add: (provider: RunningProvider, name: string, value: z.output<S>) => void
  readonly remove: (provider: RunningProvider, name: string) => void
}

const resourcesOf = <S extends ZodType>({
  path,
  one,
  schema,
  usual,
  all,
  add,
  remove,
}: Kind<S>): readonly Resource[] => [
  { method: 'GET', path, does: `every ${one} by name`, handle: ({ provider }) => ok(all(provider)) },
  {
    method: 'GET',
    path: `${path}/:name`,
    does: `one ${one}`,
    handle: ({ provider, name }) => ok(known(all(provider), name)),
  },
  {
    method: 'PUT',
    path: `${path}/:name`,
    does: `adds a ${one}, in the place of the one of that name`,
    handle: ({ provider, name, body }) => {
      const whole = body === undefined ? undefined : { title: name, ...usual, ...(body as object) }
      add(provider, name, bodyAs(schema, whole))
      return ok(all(provider)[name], 201)
    },
  },
  {
    method: 'DELETE',
    path: `${path}/:name`,
    does: `forgets a ${one}`,
    handle: ({ provider, name }) => {
      known(all(provider), name)
      remove(provider, name)
      return done
    },
  },
]

export const clientResources = resourcesOf({
  path: '/clients',
  one: 'client',
  schema: client,
  usual: { grants: ['code', 'refresh'] },
  all: ({ clients }) => clients,
  add: ({ addClient }, name, value) => addClient(name, value),
  remove: ({ removeClient }, name) => removeClient(name),
})

export const userResources = resourcesOf({
  path: '/users',
  one: 'user',
  schema: person,
  usual: { attributes: {} },
  all: ({ people }) => people,
  add: ({ addUser }, name, value) => addUser(name, value),
  remove: ({ removeUser }, name) => removeUser(name),
})
