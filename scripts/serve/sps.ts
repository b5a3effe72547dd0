import { readFile } from 'node:fs/promises'
import type { RunningProvider } from '#mocks/op/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

/** As the page of the identity provider has it; it is loaded when somebody opens it. */
const PAGE = '/sp'

const metadataFrom = async (source: string): Promise<string> => {
  if (/^https?:/.test(source)) return (await import('#mocks/idp/fetch-metadata.ts')).fetchMetadata(source)
  try {
    return await readFile(source, 'utf8')
  } catch {
    throw new ConfigurationError(
      `${source}: there is no such file; --sp takes the file of a service\u2019s metadata, or their address.`,
    )
  }
}

const registered = async (provider: RunningProvider, source: string): Promise<void> => {
  try {
    await provider.saml.addServiceProvider(await metadataFrom(source))
  } catch (error) {
    const known = error instanceof ConfigurationError && !error.message.includes(source)
    throw known ? new ConfigurationError(`--sp ${source}: ${error.message}`) : error
  }
}

/** Registers service providers by their metadata, and opens the page that takes more of them. */
export const registerSps = async (provider: RunningProvider, sources: readonly string[]): Promise<void> => {
  for (const source of sources) await registered(provider, source)
  // The keys take their time, and whoever brought a service is about to log in.
  if (sources.length > 0) void provider.saml.metadata()
  let page: ReturnType<typeof import('#mocks/idp/registration-page.ts').registrationPage> | undefined
  provider.pageAt(PAGE, async (call) => {
    page ??= (await import('#mocks/idp/registration-page.ts')).registrationPage(provider)
    return page(call)
  })
}
