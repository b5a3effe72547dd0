import type { Requirement, SourceDocument } from '../model.ts'

export const documents: Readonly<Record<string, SourceDocument>> = {
  OA: { title: 'OpenAIRE AAI guide for service providers', url: 'https://guide.example.org/openaire' },
  RFC7636: { title: 'RFC 7636 (PKCE)', url: 'https://www.rfc-editor.org/rfc/rfc7636' },
  OIDCC: { title: 'OpenID Connect Core 1.0', url: 'https://openid.net/specs/openid-connect-core-1_0.html' },
  CC: { title: 'Feide guide to client credentials' },
}

type Row = Omit<Requirement, 'subject'> & { readonly subject?: string }

const rows: Readonly<Record<string, Row>> = {
  'CODE-HAPPY': {
    level: 'MUST',
    document: 'OA',
    section: '3.2',
    url: 'https://guide.example.org/openaire#code',
    text: 'A request with client_id, redirect_uri, scope and state leads to a redirect with a code, and the code to tokens.',
    why: 'Every login of every service begins with it.',
    remedy: 'Compare the registered redirect URI and the client authentication with what the service sends.',
  },
  'CODE-REDIRECT-MATCH': {
    level: 'MUST',
    document: 'OA',
    section: '3.2',
    text: 'A redirect_uri that matches none registered gets an error page at the issuer and never a redirect.',
    why: 'Codes would otherwise travel to whoever wrote the link.',
    remedy: 'Register exact redirect URIs; take out wildcards.',
  },
  'LOGOUT-REDIRECT': {
    level: 'MUST',
    document: 'OA',
    section: '5',
    text: 'After logout the user comes back to a registered post-logout redirect URI.',
    why: 'Users are otherwise left on a page of the AAI that knows nothing of the service.',
    remedy: 'Ask the AAI team to register the post-logout redirect URI that the service sends.',
  },
  'SCOPE-CLAIMS': {
    level: 'MUST',
    document: 'OA',
    section: '4.1',
    text: 'Each scope releases the claims that the guide lists for it, and no others.',
    why: 'A service that is promised an entitlement and gets none lets nobody in.',
    remedy: 'Tell the AAI team which claim is missing and for which client; the mapper of the scope is theirs to mend.',
  },
  'WORKFLOW-1': {
    level: 'MUST',
    subject: 'kit',
    document: 'OA',
    text: 'A service is first tested against BETA and only then against production.',
    why: 'Mistakes made in production are made with real users.',
    remedy: 'Run the same scenarios against BETA first.',
    untested: 'A habit of people: no request shows it. The command `aai ready` reports it.',
  },
  'LOGO-SIZE': {
    level: 'SHOULD',
    subject: 'reg',
    document: 'OA',
    text: 'The logo, encoded in base64, is larger than 40000 and smaller than 50000 characters.',
    why: 'Smaller logos look coarse on the login page, larger ones slow it down.',
    remedy: 'Export the logo again as PNG at another size.',
  },
  'PKCE-VERIFIER-WRONG': {
    level: 'MUST',
    document: 'RFC7636',
    section: '4.6',
    url: 'https://www.rfc-editor.org/rfc/rfc7636#section-4.6',
    text: 'A code asked for with a challenge is refused with invalid_grant when the verifier does not match it.',
    why: 'Whoever steals a code from a log or a Referer header could redeem it.',
    remedy:
      'Turn on PKCE with S256 for this client at the provider (in Keycloak: Advanced, Proof Key for Code Exchange).',
  },
  'PKCE-S256': {
    level: 'MUST',
    document: 'RFC7636',
    section: '4.2',
    text: 'The challenge method S256 works from the authorization request to the token request.',
    why: 'Public clients have no other proof that a code is theirs.',
    remedy: 'Send code_challenge_method=S256 and the verifier as it was made, 43 to 128 unreserved characters.',
  },
  'PKCE-DISCOVERY': {
    level: 'SHOULD',
    document: 'RFC7636',
    section: '7.2',
    text: 'Discovery names the challenge methods that work.',
    why: 'Client libraries choose by it, and fall back on none when it is silent.',
    remedy: 'Publish code_challenge_methods_supported with S256 in it, and without plain.',
  },
  'OIDCC-5.3.2': {
    level: 'MUST',
    document: 'OIDCC',
    section: '5.3.2',
    url: 'https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse',
    text: 'The subject of the userinfo answer is the one of the ID token.',
    why: 'A service that joins them by hand would otherwise mix two people up.',
    remedy: 'Compare both subjects, and drop the userinfo answer when they differ.',
  },
  'OIDCC-3.1.2.1-PROMPT': {
    level: 'MUST',
    document: 'OIDCC',
    section: '3.1.2.1',
    text: 'prompt=none never shows a page.',
    why: 'Silent renewal in a hidden frame would hang.',
    remedy: 'Look for a consent or terms page that the provider insists on.',
  },
  'CC-GRANT': {
    level: 'MUST',
    document: 'CC',
    text: 'The client credentials grant gives a confidential client an access token of its own.',
    why: 'Services that talk to each other have no user who could log in.',
    remedy: 'Ask for the grant to be enabled for this client.',
  },
}

export const requirements: Readonly<Record<string, Requirement>> = Object.fromEntries(
  Object.entries(rows).map(([id, row]) => [id, { subject: 'op', ...row }]),
)
