/** Where the cause of an error lies, as a person says it. */
const names: Readonly<Record<string, string>> = {
  service: 'the service',
  proxy: 'the proxy in front of the service',
  registration: 'the registration of the client',
  provider: 'the provider',
  'home-organisation': 'the home organisation of the user',
  user: 'the user, or the browser',
}

export const partyName = (party: string): string => names[party] ?? party
