/** Addresses of the pages that users see; where the real ones are is nothing that a service may rely on. */
export const PATHS = {
  chooser: '/accountchooser',
  organisation: '/login/organisation',
  login: '/login/password',
  factor: '/login/second-factor',
  warning: '/login/unexpected-user',
  consent: '/oauth/information',
} as const
