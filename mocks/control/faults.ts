import { randomUUID } from 'node:crypto'
import { attacks, faults, namedFault } from '#mocks/faults/index.ts'
import { arming, faultRow } from './documents.ts'
import { type Armed, bodyAs, done, type Order, ok, Refused, type Resource } from './resource.ts'

const named = [...faults, ...attacks]

const stillArmed = ({ armed }: Order): readonly Armed[] => {
  for (const [handle, { fault }] of armed) if (!fault.isArmed()) armed.delete(handle)
  return [...armed.values()]
}

const told = ({ fault: _, ...rest }: Armed): object => rest

const arm = (order: Order) => {
  const { fault, ...binding } = bodyAs(arming, order.body)
  const row =
    typeof fault === 'string' ? named.some(({ id }) => id === fault) && namedFault(fault) : bodyAs(faultRow, fault)
  if (!row) throw new Refused(404, `There is no fault "${fault}": GET /faults lists them.`)
  const armed: Armed = {
    handle: randomUUID(),
    id: row.id,
    title: row.title,
    ...binding,
    fault: order.provider.fault(row, binding),
  }
  order.armed.set(armed.handle, armed)
  return ok(told(armed), 201)
}

export const faultResources: readonly Resource[] = [
  {
    method: 'GET',
    path: '/faults',
    does: 'the faults that have a name, and those that are armed',
    handle: (order) =>
      ok({
        known: named.map(({ id, title }) => ({ id, title })),
        armed: stillArmed(order).map(told),
      }),
  },
  { method: 'POST', path: '/faults', does: 'arms a fault: { fault, client, times }', handle: arm },
  {
    method: 'DELETE',
    path: '/faults',
    does: 'lifts every fault that was armed here',
    handle: (order) => {
      for (const { fault } of stillArmed(order)) fault.lift()
      order.armed.clear()
      return done
    },
  },
  {
    method: 'DELETE',
    path: '/faults/:name',
    does: 'lifts the fault of that handle',
    handle: ({ armed, name }) => {
      const found = armed.get(name)
      if (!found) throw new Refused(404, 'No fault of this handle was armed, or it was lifted.')
      found.fault.lift()
      armed.delete(name)
      return done
    },
  },
]
