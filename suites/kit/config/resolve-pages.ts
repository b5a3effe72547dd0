import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { parseEntitlement } from '../claims/entitlement.ts'
import { describeFault, isSyntaxFault } from '../claims/fault.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { Place } from './place.ts'
import type { ServiceEntry } from './schema-service.ts'

/** Pages of the service beside those of the login itself; the entitlement has to be one that people can hold. */
export const pagesOf = (
  { file, at }: Place,
  entry: Pick<ServiceEntry, 'logout' | 'tokenPage' | 'protected' | 'lacks' | 'whoami' | 'proxy'>,
): Pick<ServiceSeed, 'tokenPage' | 'protected' | 'lacks'> => {
  const { tokenPage, protected: page, lacks = [] } = entry
  const { logout, proxy, whoami } = entry
  const named = { logout, proxy, tokenPage, protected: page, 'whoami.account': whoami?.account }
  const both = lacks.find((member) => named[member] !== undefined)
  if (both !== undefined) {
    throw new ConfigurationError(`${file.name}: ${at}.lacks names ${both}, which stands there: remove one of the two.`)
  }
  const parsed = page && parseEntitlement(page.entitlement)
  if (page && parsed && isSyntaxFault(parsed)) {
    const fault = describeFault(page.entitlement, parsed)
    throw new ConfigurationError(`${file.name}: ${at}.protected.entitlement is no entitlement: ${fault}.`)
  }
  return {
    ...(tokenPage === undefined ? {} : { tokenPage }),
    ...(page ? { protected: page } : {}),
    ...(lacks.length > 0 ? { lacks } : {}),
  }
}
