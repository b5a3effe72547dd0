import type { Check } from '#reports/model.ts'

/** A group of requirements that a reader compares by; the first whose pattern meets one has it. */
export interface Column {
  readonly title: string
  readonly cites: RegExp
}

export const oidcColumns: readonly Column[] = [
  { title: 'State', cites: /^(RP-STATE|RFC6749-10\.12)$/ },
  { title: 'Nonce', cites: /^(RP-NONCE|OIDCC-3\.1\.3\.7-11)$/ },
  { title: 'PKCE', cites: /^(RP-PKCE|MIG-PKCE|RFC7636-)/ },
  { title: 'Signature', cites: /^(RP-IDT-SIGNATURE$|OIDCC-3\.1\.3\.7-[678]$|RFC8725-|RFC75(15|17|18)-)/ },
  { title: 'Claims of the ID token', cites: /^(RP-IDT-|OIDCC-3\.1\.3\.[78]|RFC7519-)/ },
  { title: 'Requests', cites: /^(RP-PARAMS|RP-TOKEN-REQUEST|RP-HTTPS|MIG-ENDPOINTS)$/ },
  { title: 'Answers', cites: /^(RP-ISS-RESPONSE|RFC9207-|RFC6749-|RFC9700-(2|4\.4))/ },
  { title: 'Userinfo', cites: /^(RP-USERINFO-|RFC6750-|OIDCC-5\.3)/ },
  { title: 'Keys', cites: /^(DISC-|OIDCC-10|OIDCD-)/ },
  { title: 'Errors', cites: /^RP-ERROR$/ },
  { title: 'Session', cites: /^(RP-SESSION|RFC6265-|RFC9700-)/ },
  { title: 'Logout', cites: /LOGOUT|^OIDCRPI-/ },
  { title: 'Sizes', cites: /^(RP-LARGE-TOKEN|MIG-TOKEN-SIZE)$/ },
  { title: 'Rest', cites: /./ },
]

export const samlColumns: readonly Column[] = [
  { title: 'Signatures', cites: /^(SAML-SP-SIGNATURE|SAMLCORE-5\.4|SAMLPROF-4\.1\.4\.3-signature|XMLDSIG-)/ },
  { title: 'Addresses', cites: /^(SAMLCORE-3\.2\.2-destination|SAMLBIND-3\.5\.5\.2|SAMLPROF-4\.1\.4\.3-recipient)/ },
  { title: 'Times', cites: /^(SAMLCORE-2\.5\.1\.2|SAMLPROF-4\.1\.4\.3-expiry)/ },
  { title: 'Audience and conditions', cites: /^(SAMLCORE-2\.5|SAMLPROF-4\.1\.4\.3-bearer|SAMLCORE-4\.1\.2)/ },
  { title: 'Issuer', cites: /^SAMLPROF-4\.1\.4\.2/ },
  { title: 'Request and answer', cites: /^SAMLPROF-4\.1\.(4\.3-request|5)/ },
  { title: 'Replay', cites: /^SAMLPROF-4\.1\.4\.5/ },
  { title: 'Status', cites: /^SAMLCORE-3\.2\.2\.2/ },
  { title: 'Other conditions', cites: /^SAML-SP-CONDITIONS/ },
  { title: 'Requests', cites: /^(SAMLCORE-(1\.3\.4|3\.2\.1|3\.4\.1)|SAMLBIND-3\.4|SAMLPROF-4\.1\.4\.1)/ },
  { title: 'Attributes', cites: /^(SAML-SP-ATTRIBUTES|CLAIM-)/ },
  { title: 'Logout', cites: /^(SAML-SLO|SAMLCORE-3\.7|SAMLPROF-4\.4)/ },
  { title: 'Session', cites: /^RP-SESSION/ },
  { title: 'Metadata', cites: /^(SAML-SP-METADATA|SAMLMD|MDUI|SAML2INT|REFEDS)/ },
  { title: 'Rest', cites: /./ },
]

export const columnOf = (columns: readonly Column[], { cites }: Pick<Check, 'cites'>): string =>
  columns.find((column) => column.cites.test(cites))?.title ?? ''
