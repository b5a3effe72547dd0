import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'

/** How a service gets from its own process to the issuer that we play. */
export interface Ways {
  /** PEM of the authority of the issuer, where that speaks TLS. */
  readonly authority?: string
  /** Address of the proxy behind which its real name leads to us. */
  readonly proxy?: string
  /** Host names that are no business of the proxy. */
  readonly direct?: readonly string[]
}

export interface Surroundings {
  readonly values: Readonly<Record<'ca_file' | 'ca_bundle' | 'proxy', string>>
  /** What most programs look at by themselves. */
  readonly variables: Readonly<Record<string, string>>
  readonly remove: () => Promise<void>
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Some read upper case, some lower case, some either. */
const inBoth = (variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => [
      [name, value],
      [name.toLowerCase(), value],
    ]),
  )

const proxied = ({ proxy, direct = [] }: Ways): Readonly<Record<string, string>> => {
  if (proxy === undefined) return {}
  const around = [...new Set([...LOOPBACK, ...direct])].join(',')
  // Without the last one fetch of Node does not look at the others.
  return { ...inBoth({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: around }), NODE_USE_ENV_PROXY: '1' }
}

/** Node adds to the authorities that it knows, the others take what they are given for all there are. */
const trusting = (own: string, all: string): Readonly<Record<string, string>> => ({
  ...{ NODE_EXTRA_CA_CERTS: own, SSL_CERT_FILE: all, REQUESTS_CA_BUNDLE: all, CURL_CA_BUNDLE: all },
})

/** Files and variables that make the issuer reachable, and the authority of the run trusted. */
export const surround = async (ways: Ways): Promise<Surroundings> => {
  const { authority, proxy = '' } = ways
  const folder = await mkdtemp(join(tmpdir(), 'aai-service-'))
  const [ca_file, ca_bundle] = [join(folder, 'ca.pem'), join(folder, 'ca-bundle.pem')]
  await writeFile(ca_file, authority ?? '')
  await writeFile(ca_bundle, [...rootCertificates, authority ?? ''].join('\n'))
  return {
    values: { ca_file, ca_bundle, proxy },
    variables: { ...proxied(ways), ...(authority === undefined ? {} : trusting(ca_file, ca_bundle)) },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
