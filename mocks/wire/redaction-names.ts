/** What may be written down, by name. Everything that stands in no list here becomes a name and a length. */

const set = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/))

/** Headers kept with their value; free text in them is scrubbed. */
export const KEPT_HEADERS = set(`
  accept accept-language allow access-control-allow-credentials access-control-allow-headers
  access-control-allow-methods access-control-allow-origin access-control-expose-headers access-control-max-age
  access-control-request-headers access-control-request-method cache-control content-disposition content-encoding
  content-language content-length content-security-policy content-type cross-origin-opener-policy expires host origin
  permissions-policy pragma referrer-policy retry-after server strict-transport-security transfer-encoding user-agent
  vary www-authenticate x-dataporten-clientid x-dataporten-scopes x-dataporten-userid x-dataporten-userid-sec
  x-dataporten_userid x-feideconnect-userid x_dataporten_userid x-content-type-options x-frame-options x-robots-tag x-xss-protection
`)

/** Headers that hold an address. */
export const URL_HEADERS = set('location referer content-location')

/** Headers that say nothing about the protocol and differ at each request. */
export const DROPPED_HEADERS = set('date connection keep-alive age via x-request-id x-envoy-upstream-service-time')

/** Parameters, members and claims kept with their value. Those ending in _supported are kept as well. */
export const KEPT = set(`
  response_type response_mode scope scopes client_id client_name grant_type prompt max_age display ui_locales
  claims_locales acr_values code_challenge_method claims_supported error error_description error_uri iss token_type
  token_type_hint issued_token_type requested_token_type subject_token_type actor_token_type
  client_assertion_type audience resource login_hint username kc_locale requested_subject requested_issuer
  active issuer application_type subject_type token_endpoint_auth_method token_endpoint_auth_signing_alg
  id_token_signed_response_alg userinfo_signed_response_alg grant_types response_types contacts software_id
  software_version require_pkce credentialId rememberMe
  sub aud azp acr amr typ alg kid kty use crv cty key_ops name given_name family_name middle_name nickname
  preferred_username profile email locale zoneinfo
  eduperson_entitlement eduperson_entitlement_jwt eduperson_scoped_affiliation eduperson_assurance
  eduperson_unique_id eduperson_orcid voperson_id voperson_external_affiliation voperson_verified_email
  voperson_current_external_affiliation schac_home_organization schac_personal_unique_code
  entitlements groups roles realm_access resource_access client_host clientHost clientAddress organization
  country gender birthdate orcid ssh_public_key userid userid_sec userids user displayName type
  status message detail reason
`)

/** Addresses: kept, with their query and fragment redacted in turn. Those ending in _endpoint, _uri, _uris, _url too. */
export const URLS = set(`redirect_uri post_logout_redirect_uri target_link_uri initiate_login_uri allowed-origins
  picture website login_uri`)

/** Replayable, but their equality is worth seeing: name, length and a fingerprint. */
export const FINGERPRINTED = set('state nonce code_challenge jti reuse_id at_hash c_hash s_hash')

/** JWTs of these names keep header and claims and lose the signature. */
export const TOKENS = set(`access_token id_token refresh_token id_token_hint subject_token token actor_token
  logout_token response introspection_token userinfo jwt`)

/** Numbers are kept, but for these. */
export const SECRET_NUMBERS = set('code user_code pin otp password secret client_secret device_code')

/** Of those kept, the ones in which a server may quote what it was sent. */
export const FREE_TEXT = set('error error_description message detail reason status')
