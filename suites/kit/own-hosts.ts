import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { isLoopback } from './loopback.ts'

export interface OwnHosts {
  /** Host names that live at another address. */
  readonly hosts?: Readonly<Record<string, string>> | undefined
  /** Hosts of one's own, with or without a port. */
  readonly ownHosts?: readonly string[] | undefined
}

/** Faults are for services that nobody else uses, wherever their names lead. Throws a ConfigurationError of one sentence. */
export const checkOwnHosts = (source: string, addresses: readonly string[], owner: OwnHosts): void => {
  const { hosts = {}, ownHosts = [] } = owner
  const elsewhere = Object.values(hosts).map((host) => `http://${host}`)
  const mapped = ({ host, hostname }: URL): boolean => host in hosts || hostname in hosts
  const stranger = [...addresses, ...elsewhere].find((address) => {
    if (!URL.canParse(address))
      throw new ConfigurationError(`${source}.hosts leads to ${address}, which is no host: correct it.`)
    const url = new URL(address)
    return !(isLoopback(address) || mapped(url) || ownHosts.includes(url.host) || ownHosts.includes(url.hostname))
  })
  if (stranger === undefined) return
  throw new ConfigurationError(
    `${source} leads to ${stranger}, and faults are played only on loopback and at hosts of one's own: if nobody else uses it, add ${new URL(stranger).host} to ownHosts.`,
  )
}
