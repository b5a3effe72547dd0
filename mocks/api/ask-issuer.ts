import { IssuerSilent } from './caller.ts'

/** Milliseconds. */
const PATIENCE = 5_000
const LARGEST = 1_000_000

const read = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > LARGEST) throw new IssuerSilent('the issuer answers more than a megabyte')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface IssuerAnswer {
  readonly status: number
  /** The members of a JSON object, none when it is something else. */
  readonly members: Readonly<Record<string, unknown>>
}

/** One request of an API to the issuer that it trusts: no redirects, bounded in time and size. */
export const askIssuer = async (url: string, init: RequestInit): Promise<IssuerAnswer> => {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    const json = parsed(await read(response))
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json)
    return { status: response.status, members: isObject ? { ...json } : {} }
  } catch (error) {
    if (error instanceof IssuerSilent) throw error
    throw new IssuerSilent(`${new URL(url).origin} gives no answer`)
  }
}
