import type { Target, UsedClient } from '#reports/model.ts'
import type { TargetClient, TargetSeed } from '#suites/kit/target.ts'

const usedClient = (role: string, client: TargetClient): UsedClient => {
  const { clientId, auth, redirectUris, postLogoutRedirectUris, scopes, pkce } = client
  return {
    ...{ role, clientId, redirectUris, confidential: auth !== 'none' },
    ...(postLogoutRedirectUris ? { postLogoutRedirectUris } : {}),
    ...(scopes ? { scopes } : {}),
    ...(pkce ? { pkce } : {}),
  }
}

/** Of a service or a program its own registration; those of an issuer of others. */
export const clientsOf = ({ kind, clients, service, command }: TargetSeed): Pick<Target, 'clients'> => {
  const own = (service ?? command)?.client
  if (own === undefined && kind === 'embedded') return {}
  const used = Object.entries(clients).filter(([role]) => own === undefined || role === own)
  return { clients: used.map(([role, client]) => usedClient(role, client)) }
}

/** Whoever leads a name elsewhere plays at whatever answers there. */
export const detourOf = ({ kind, issuer, hosts, authority }: TargetSeed): Pick<Target, 'detour'> => {
  if (kind !== 'configured') return {}
  const { host, hostname, port } = new URL(issuer)
  const address = hosts[`${hostname}:${port || 443}`] ?? hosts[host] ?? hosts[hostname]
  if (address !== undefined) return { detour: `hosts leads ${host} to ${address}` }
  return authority === undefined ? {} : { detour: 'tls.ca names an authority of its own' }
}
