import type { Saml, SamlGiven, ServiceProvider } from '../contract-saml.ts'
import { HeldBack } from '../signals.ts'
import type { SamlSeed } from '../target-saml.ts'
import { onceAt } from '../tools/once.ts'
import type { Session } from '../tools/session.ts'
import { createIdentityProvider } from './identity-provider.ts'
import type { Party } from './login.ts'

/** Role of the service that asks unless a scenario says otherwise. */
export const USUAL_SP = 'sp'

export const missingSp = (id: string, role: string): string =>
  `Target "${id}" has no service provider "${role}": register one there and add saml.sps.${role} to it.`

const createServiceProvider = (party: Party): ServiceProvider => {
  const { session, saml, role, sp } = party
  return {
    role,
    entityId: sp.entityId,
    acs: sp.acs,
    signs: sp.signs,
    // Reading XML takes a library that is loaded when somebody needs it.
    start: async (options) => (await import('./login.ts')).startLogin(party, options),
    usual: () =>
      onceAt(session, `saml-${role}-${session.user}`, async (beside) =>
        (await import('./login.ts')).login({ ...party, session: beside, known: createIdentityProvider(beside, saml) }),
      ),
    login: async (options) => (await import('./login.ts')).login(party, options),
    logoutOverSoap: async (of, options) => (await import('./logout-soap.ts')).logoutOverSoap(party, of, options),
    logout: async (of, options) => (await import('./logout.ts')).logout(party, of, options),
  }
}

/** The identity provider of a target, and the services that we are there. */
export const createSaml = (session: Session, saml: SamlSeed, given: SamlGiven = {}): Saml => {
  const known = createIdentityProvider(session, saml)
  const spAs = (role: string): ServiceProvider => {
    const sp = saml.sps[role]
    if (!sp) throw new HeldBack('skip', missingSp(session.target.id, role))
    return createServiceProvider({ session, saml, known, role, sp })
  }
  return {
    idp: known.idp,
    spAs,
    get sp() {
      return spAs(given.sp ?? USUAL_SP)
    },
  }
}
