import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

const MOST = 1024 * 1024
const PATIENCE = 10_000

const readBody = async (response: Response): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MOST) throw new Error(`it is larger than ${MOST} octets`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Metadata from an address that a person named. Throws a ConfigurationError of one sentence. */
export const fetchMetadata = async (address: string): Promise<string> => {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new ConfigurationError(`"${address}" is no http or https address of metadata.`)
  }
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.1' },
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (response.status !== 200) throw new Error(`it answers ${response.status}`)
    return (await readBody(response)).toString('utf8')
  } catch (error) {
    const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : error
    throw new ConfigurationError(`The metadata at ${address} cannot be had (${why}): is the service up?`)
  }
}
