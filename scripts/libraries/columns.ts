import type { Check, ScenarioResult } from '#reports/model.ts'

/** A group that a reader compares by; the first whose pattern meets one has it. */
export interface Column {
  readonly title: string
  /** Ids of requirements, */
  readonly cites?: RegExp
  /** or of scenarios. */
  readonly scenarios?: RegExp
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
  { title: 'Signature', scenarios: /^saml\.sp\.signature\./ },
  { title: 'Wrapping', scenarios: /^saml\.sp\.wrapping\./ },
  { title: 'Text', scenarios: /^saml\.sp\.text\./ },
  { title: 'Response', scenarios: /^saml\.sp\.response\./ },
  { title: 'Conditions', scenarios: /^saml\.sp\.conditions\./ },
  { title: 'Confirmation', scenarios: /^saml\.sp\.confirmation\./ },
  { title: 'Replay', scenarios: /^saml\.sp\.replay\./ },
  { title: 'Encryption', scenarios: /^saml\.sp\.encryption\./ },
  { title: 'Requests', scenarios: /^saml\.sp\.requests\./ },
  { title: 'Attributes', scenarios: /^saml\.sp\.attributes\./ },
  { title: 'Logout', scenarios: /^saml\.sp\.logout\./ },
  { title: 'Metadata', scenarios: /^metadata\.sp\./ },
  { title: 'Rest', scenarios: /./ },
]

export const columnOf = (
  columns: readonly Column[],
  { id }: Pick<ScenarioResult, 'id'>,
  check: Pick<Check, 'cites'>,
): string => columns.find(({ cites, scenarios }) => scenarios?.test(id) || cites?.test(check.cites))?.title ?? ''
