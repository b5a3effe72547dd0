import type { Bend } from '#fixtures/schema/fault.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { EmbeddedTarget } from './embedded.ts'
import { raiseOwnSamlService } from './own-saml-service.ts'
import { raiseOwnService } from './own-service.ts'
import { type Proxied, type ProxyWish, withProxy } from './proxied.ts'
import { raiseReferenceSamlService } from './saml-service.ts'
import { raiseReferenceService } from './service.ts'

/** What a proxy does to our own services can be seen on any machine. */
const MODEL: ProxyWish = { played: 'model' }

type Wanted = Pick<EmbeddedTarget, 'authority' | 'hosts' | 'proxy'> & {
  readonly service: NonNullable<EmbeddedTarget['service']>
}

const NO_PROXY =
  'Nothing is put before services of SAML: leave --proxy out, or name services of OpenID Connect with --target.'

/** The service that is the target, ours or somebody's own, known to its issuer and up. */
export const raiseService = async (
  { service, authority, hosts, proxy }: Wanted,
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<Proxied> => {
  const isSaml = service === 'reference-saml' || (typeof service === 'object' && 'metadata' in service)
  if (isSaml && proxy !== undefined) throw new ConfigurationError(NO_PROXY)
  if (service === 'reference-saml') return raiseReferenceSamlService(provider, faults)
  if (typeof service === 'object' && 'metadata' in service) {
    return raiseOwnSamlService(service, provider, { authority, hosts })
  }
  const isOurs = service === 'reference'
  const raised = await (isOurs
    ? raiseReferenceService(provider, faults)
    : raiseOwnService(service, provider, { authority, hosts }))
  return withProxy(raised, isOurs ? (proxy ?? MODEL) : proxy, { authority: raised.authority ?? authority, hosts })
}
