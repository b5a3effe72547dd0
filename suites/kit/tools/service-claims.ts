import type { SignIn } from '../contract-service.ts'
import type { Session } from './session.ts'

const scopesOf = ({ requests }: SignIn): readonly string[] =>
  requests
    .find(({ endpoint, params }) => endpoint === 'authorization' && params.client_id !== undefined)
    ?.params.scope?.split(' ') ?? []

/** Why the issuer told the service nothing of a claim in this login: nobody stumbles over what never came. */
export const untoldIn = (
  { target: { profile, service } }: Session,
  login: SignIn,
  name: string,
): string | undefined => {
  // SAML has no scopes: what is known of somebody is told to every service.
  if (service?.saml) return undefined
  const claim = profile.claims[name]
  if (!claim) return `${profile.title} knows no ${name}.`
  const asked = scopesOf(login)
  const brings = Object.entries(profile.scopes).filter(([, { claims }]) => claims.includes(name))
  if (!brings.some(([scope, { always }]) => always || asked.includes(scope))) {
    return `The service asks for no scope that brings ${name}: ${brings.map(([scope]) => scope).join(', ') || 'none'}.`
  }
  const came = claim.in.some(
    (place) => place === 'id_token' || login.requests.some(({ endpoint }) => endpoint === place),
  )
  return came ? undefined : `The service never asked for userinfo, where ${name} stands.`
}
