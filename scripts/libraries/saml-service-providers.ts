import { fileURLToPath } from 'node:url'
import type { ServiceProvider } from '#libraries/saml/index.ts'
import { generateCertifiedKey, pemOf } from '#mocks/xml/certificate.ts'
import type { TargetEntry } from '#suites/kit/config/define.ts'
import type { TargetConfiguration } from '#suites/kit/config/resolve.ts'
import { samlColumns } from './columns.ts'
import { targetOf } from './configuration.ts'
import type { Page } from './page.ts'

/** PEM. */
type Keys = Readonly<Record<'SP_KEY' | 'SP_CERTIFICATE', string>>

const makeKeys = async (): Promise<Keys> => {
  const { privateKey, certificate } = await generateCertifiedKey('localhost')
  return {
    SP_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    SP_CERTIFICATE: pemOf(certificate),
  }
}

/** As a user would describe it in `aai.config.yaml`. */
const entryOf = (provider: ServiceProvider, keys: Keys, port: number): TargetEntry => {
  const { title, program, careful, login, metadata, whoami, logout } = provider
  const origin = `http://localhost:${port}`
  const at = (path: string): string => origin + path.replace('{origin}', encodeURIComponent(origin))
  return {
    ...{ kind: 'service', protocol: 'saml', title, profile: 'openaire-beta' },
    metadata: at(metadata),
    login: at(login),
    whoami: { url: at(whoami), pattern: '<b id="user">([^<(]+)</b>' },
    logout: at(logout),
    start: {
      command: [process.execPath, fileURLToPath(import.meta.resolve(`#libraries/${program}`))],
      environment: {
        ...keys,
        ORIGIN: origin,
        IDP_METADATA: '{idp_metadata}',
        ...(careful === undefined ? {} : { CAREFUL: 'yes' }),
      },
      ready: at('/'),
    },
  }
}

export const serviceProviderTarget = async (provider: ServiceProvider): Promise<TargetConfiguration> => {
  const keys = await makeKeys()
  return targetOf(provider.id, (port) => entryOf(provider, keys, port))
}

/** docs/saml-service-providers.md */
export const samlServiceProviders: Page = {
  head: 'Service provider',
  columns: samlColumns,
  introduction: (scenarios, day) => `# Service providers of SAML, measured

Written by \`npm run test:saml-sps -- --write\` on ${day}: every scenario for services that speak SAML, ${scenarios} of them, played at
real software in a small service of ours. The identity provider is ours, with the profile \`openaire-beta\`; the services are
played at as \`npx aai service\` plays at [yours](services.md). Each has the defaults of its software where it does not say
otherwise; *with care* it makes use of what the software can look at and does not unless asked to. What is judged is software and
configuration together: what of it is not the software’s is said with each.

✗ somebody was signed in, or something was sent, against a MUST · ! against a SHOULD, or where a standard leaves it to the service ·
✓ as required · ? nobody could tell · – does not concern this software. The numbers count scenarios; the names lead to them.`,
}
