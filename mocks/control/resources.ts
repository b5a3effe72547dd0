import { UnknownHandle } from '#mocks/op/age-login.ts'
import { elapsing, turning } from './documents.ts'
import { faultResources } from './faults.ts'
import { clientResources, userResources } from './registrations.ts'
import { requestResources } from './requests.ts'
import { bodyAs, done, type Order, ok, Refused, type Resource } from './resource.ts'
import { serviceProviderResources } from './service-providers.ts'

const describe = ({ provider }: Order) =>
  ok({
    issuer: provider.issuer,
    discoveryUrl: provider.discoveryUrl,
    profile: provider.profile.id,
    resources: resources.map(({ method, path, does }) => ({ method, path, does })),
  })

const elapse = ({ provider, body }: Order) => {
  const { handle, seconds } = bodyAs(elapsing, body)
  try {
    provider.elapse(handle, seconds)
  } catch (error) {
    if (error instanceof UnknownHandle)
      throw new Refused(404, 'This issuer gave no such code or token, or has forgotten it.')
    throw error
  }
  return done
}

export const resources: readonly Resource[] = [
  { method: 'GET', path: '/', does: 'the issuer, and all that can be asked for', handle: describe },
  ...clientResources,
  ...userResources,
  ...serviceProviderResources,
  ...faultResources,
  ...requestResources,
  {
    method: 'POST',
    path: '/elapse',
    does: 'lets time pass for one login: { handle: a code or token of it, seconds }',
    handle: elapse,
  },
  {
    method: 'POST',
    path: '/keys',
    does: 'signs with a new key: { forget: whether the old one is published no longer }',
    handle: async ({ provider, body }) => {
      await provider.rotateKeys(bodyAs(turning, body ?? {}))
      return done
    },
  },
  {
    method: 'POST',
    path: '/reset',
    does: 'puts everything but the keys back to the start',
    handle: ({ provider, armed }) => {
      armed.clear()
      provider.reset()
      return done
    },
  },
]
