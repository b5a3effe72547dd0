import { z } from 'zod'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { bodyAs, done, type Order, ok, Refused, type Resource } from './resource.ts'

const registration = z.strictObject({
  metadata: z.string().min(1).describe('The document of one service provider'),
  encrypt: z.boolean().optional().describe('Encrypt assertions to it'),
  consent: z.boolean().optional().describe('Ask people before its first assertion'),
})

/** What a profile without an identity provider says of itself is for the one who asked. */
const answering =
  (handle: Resource['handle']): Resource['handle'] =>
  async (order) => {
    try {
      return await handle(order)
    } catch (error) {
      throw error instanceof ConfigurationError ? new Refused(400, error.message) : error
    }
  }

const register = async ({ provider, body }: Order) => {
  const { metadata, encrypt, consent } = bodyAs(registration, body)
  const agreed = { ...(encrypt === undefined ? {} : { encrypt }), ...(consent === undefined ? {} : { consent }) }
  return ok(await provider.saml.addServiceProvider(metadata, agreed), 201)
}

export const serviceProviderResources: readonly Resource[] = [
  {
    method: 'GET',
    path: '/sps',
    does: 'the identity provider, and the entityIDs of the service providers that it knows',
    handle: answering(({ provider: { saml } }) =>
      ok({ entityId: saml.entityId, metadataUrl: saml.metadataUrl, serviceProviders: saml.serviceProviders() }),
    ),
  },
  {
    method: 'POST',
    path: '/sps',
    does: 'registers a service provider: { metadata, encrypt, consent }',
    handle: answering(register),
  },
  {
    method: 'DELETE',
    path: '/sps/:name',
    does: 'forgets the one of this entityID',
    handle: answering(({ provider: { saml }, name }) => {
      if (!saml.serviceProviders().includes(name))
        throw new Refused(404, `No service provider "${name}" is known here.`)
      saml.removeServiceProvider(name)
      return done
    }),
  },
]
