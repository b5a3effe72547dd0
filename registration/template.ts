/** A registration to be filled in: every member, with what belongs there. `schema` is where editors find its schema. */
export const registrationTemplate = (schema: string): string => `# yaml-language-server: $schema=${schema}
#
# A service as it is to be registered at an AAI. Fill it in from top to bottom;
#   npx aai lint service.yaml          says what is missing or will come back with a question
#   npx aai mail service.yaml --new    writes the message to the team of the AAI
#   npx aai ready service.yaml         says what production still waits for

service:
  # By language tag; English has to be there, others may be.
  name:
    en: ""
    # nb: ""
  # A few sentences: what it does, and for whom.
  description:
    en: ""
  # A page about the service that everybody can open, and that says more than the description.
  website: ""
  # Privacy statement, and acceptable use policy or terms of use.
  privacy: ""
  aup: ""
  # ISO 3166-1, two letters, or the name in English.
  country: ""
  # An https address, or a file beside this one: PNG, or GIF, with a transparent background.
  logo: ""
  # An address each, or { name: …, email: … }, or a list of these.
  contacts:
    support: ""
    administrative: ""
    technical: ""
    security: ""

environments:
  # First comes BETA, where the service is tested; profile names another AAI than OpenAIRE.
  beta:
    # profile: openaire-beta
    # oidc, or saml (then entityId and metadata instead of what follows)
    protocol: oidc
    # confidential: it keeps a secret on a server; public: it runs at the user's.
    kind: confidential
    # As soon as the AAI has given one.
    # clientId: ""
    # What this client is for, in a sentence.
    description: ""
    # Who looks after it.
    contacts: []
    # Compared to the letter: each written out, https, no wildcard, no fragment. Here localhost may be among them.
    redirectUris: []
    postLogoutRedirectUris: []
    # openid, profile, email, voperson_id, eduperson_entitlement, … and offline_access only if it is needed.
    scopes: [openid, profile, email]
    # authorization_code, refresh_token, client_credentials, urn:ietf:params:oauth:grant-type:device_code, …
    grants: [authorization_code]
    # S256, or false where the client cannot send it; both sides have to agree.
    pkce: S256
    # The client software, if it is a known one: simple-oidc-client-php@3
    # library: ""

  # Then production, with addresses of its own.
  # production:
  #   kind: confidential
  #   description: ""
  #   contacts: []
  #   redirectUris: []
  #   postLogoutRedirectUris: []
  #   scopes: [openid, profile, email]
  #   grants: [authorization_code]
  #   pkce: S256
`
