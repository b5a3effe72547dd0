import { client } from '#fixtures/schema/client.ts'
import { person } from '#fixtures/schema/person.ts'
import { bodyAs, done, type Order, ok, Refused, type Resource } from './resource.ts'

const known = <T>(roles: Readonly<Record<string, T>>, name: string): T => {
  const found = roles[name]
  if (found) return found
  throw new Refused(404, `There is no "${name}" here; there are: ${Object.keys(roles).join(', ')}.`)
}

export const clientResources: readonly Resource[] = [
  { method: 'GET', path: '/clients', does: 'all clients by name', handle: ({ provider }) => ok(provider.clients) },
  {
    method: 'GET',
    path: '/clients/:name',
    does: 'one client',
    handle: ({ provider, name }) => ok(known(provider.clients, name)),
  },
  {
    method: 'PUT',
    path: '/clients/:name',
    does: 'registers a client, in the place of the one of that name',
    handle: ({ provider, name, body }: Order) => {
      const registration = { title: name, grants: ['code', 'refresh'], ...(body as object) }
      provider.addClient(name, bodyAs(client, body === undefined ? undefined : registration))
      return ok(provider.clients[name], 201)
    },
  },
  {
    method: 'DELETE',
    path: '/clients/:name',
    does: 'forgets a client',
    handle: ({ provider, name }) => {
      known(provider.clients, name)
      provider.removeClient(name)
      return done
    },
  },
]

export const userResources: readonly Resource[] = [
  { method: 'GET', path: '/users', does: 'all users by name', handle: ({ provider }) => ok(provider.people) },
  {
    method: 'GET',
    path: '/users/:name',
    does: 'one user',
    handle: ({ provider, name }) => ok(known(provider.people, name)),
  },
  {
    method: 'PUT',
    path: '/users/:name',
    does: 'adds a user, in the place of the one of that name',
    handle: ({ provider, name, body }) => {
      const described = { title: name, attributes: {}, ...(body as object) }
      provider.addUser(name, bodyAs(person, body === undefined ? undefined : described))
      return ok(provider.people[name], 201)
    },
  },
  {
    method: 'DELETE',
    path: '/users/:name',
    does: 'forgets a user',
    handle: ({ provider, name }) => {
      known(provider.people, name)
      provider.removeUser(name)
      return done
    },
  },
]
