import type { Known, Seen } from '../addresses.ts'
import type { Finding } from '../model.ts'
import { of, type Rule, shown } from './rule.ts'

const NAMES: Readonly<Record<string, string>> = {
  issuer: 'the issuer',
  discovery: 'the discovery document',
  authorization: 'the authorization endpoint',
  token: 'the token endpoint',
  userinfo: 'the userinfo endpoint',
  introspection: 'the introspection endpoint',
  revocation: 'the revocation endpoint',
  deviceAuthorization: 'the device authorization endpoint',
  deviceVerification: 'the page where users of devices go',
  jwks: 'the key set',
  endSession: 'the logout endpoint',
  legacyLogout: 'the logout endpoint',
  registration: 'the registration endpoint',
}

const nameOf = (known: Known | undefined): string => (known && NAMES[known.what]) ?? 'this address'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const isLegacy = ({ known, issuer }: Seen): boolean => (known ?? issuer).legacy

/** MIG-ENDPOINTS: endpoint by endpoint, with what took its place. */
export const legacyEndpoints: Rule = ({ addresses }) => {
  const present = addresses.find((seen) => !isLegacy(seen))
  return addresses.filter(isLegacy).map(({ setting, known, issuer }): Finding => {
    const mixed = present ? `, while line ${present.setting.line} is already of the new one` : ''
    const successor = known?.successor ?? issuer.successor
    return {
      line: setting.line,
      weight: 'fail',
      cites: 'MIG-ENDPOINTS',
      setting: setting.name,
      wrong: `${known?.what === 'issuer' ? 'This is' : `${capital(nameOf(known))} is that of`} the legacy issuer${mixed}.`,
      write:
        known?.successor ??
        `${successor === undefined ? 'The new issuer' : `The issuer ${successor}`}, whose discovery document has the new address.`,
    }
  })
}

/** At a host that we know, and nothing that its issuer has. */
export const strangeAddresses: Rule = ({ addresses, kind }) =>
  addresses
    .filter(
      (seen) => seen.known === undefined && !isLegacy(seen) && /\/realms\/|\/protocol\/openid-connect/.test(seen.url),
    )
    .filter(({ setting }) => !kind.names['redirect-uri']?.test(setting.name))
    .map(({ setting, url, issuer }) => ({
      line: setting.line,
      weight: 'warn',
      cites: 'MIG-ENDPOINTS',
      setting: setting.name,
      wrong: `${shown(url)} is none of the addresses of ${issuer.aai}.`,
      write: `The issuer is ${issuer.url}; its discovery document names the rest.`,
    }))

/** WORKFLOW-2: what one environment gives the other does not take. */
export const mixedEnvironments: Rule = ({ addresses }) => {
  const first = addresses[0]
  const other = addresses.find(({ issuer }) => issuer.environment !== first?.issuer.environment)
  if (!first || !other) return []
  const called = ({ issuer }: Seen): string => (issuer.environment === 'beta' ? 'BETA' : 'production')
  return [
    {
      line: other.setting.line,
      weight: 'fail',
      cites: 'WORKFLOW-2',
      setting: other.setting.name,
      wrong: `This is ${called(other)}, while line ${first.setting.line} is ${called(first)}: neither takes what the other gave.`,
      write: `All addresses of one environment: ${called(first)} is at ${first.issuer.url}, ${called(other)} at ${other.issuer.url}.`,
    },
  ]
}

/** OIDCD-4.3-compare: issuers are compared to the character. */
export const issuerSpelling: Rule = (subject) =>
  of(subject, 'issuer').flatMap((setting): readonly Finding[] => {
    const { value, line, name } = setting
    const base = { line, cites: 'OIDCD-4.3-compare' as const, setting: name }
    if (/\/\.well-known\/openid-configuration\/?$/.test(value)) {
      const write = value.replace(/\/\.well-known\/openid-configuration\/?$/, '')
      return [
        { ...base, weight: 'fail', wrong: 'This is the discovery document, not the issuer.', write: shown(write) },
      ]
    }
    const issuer = subject.addresses.find((seen) => seen.setting === setting)?.known
    if (issuer?.what !== 'issuer' || issuer.url === value || issuer.legacy) return []
    return [
      {
        ...base,
        weight: subject.kind.forgivesSlash ? 'note' : 'fail',
        wrong: 'The issuer is compared to the character, and this is not quite it.',
        write: issuer.url,
      },
    ]
  })
