import { fetch } from 'undici'
import { escapeXml } from '#mocks/xml/escape.ts'

const EXTERNAL = /<!ENTITY\s+([\w.-]+)\s+SYSTEM\s+(["'])([\s\S]*?)\2\s*>/g

/** Careless or not, nobody beyond this machine is called because a message says so. */
const isHere = (address: string): boolean =>
  URL.canParse(address) && /^(localhost|127\.0\.0\.1)$/.test(new URL(address).hostname)

const said = async (address: string): Promise<string> => {
  if (!isHere(address)) return ''
  const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  return (await answer?.text().catch(() => '')) ?? ''
}

const decoded = (address: string): string =>
  address.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

/** The message with what stands at the addresses of its entities in the place of the addresses. */
export const withFetchedEntities = async (text: string): Promise<string> => {
  let rest = text
  for (const [declaration, name = '', , address = ''] of text.matchAll(EXTERNAL)) {
    const value = escapeXml(await said(decoded(address)))
    rest = rest.replace(declaration, `<!ENTITY ${name} "${value}">`)
  }
  return rest
}
