/** Addresses of the pages that users see; where the real ones are is nothing that a service may rely on. */
export const PATHS = {
  chooser: '/accountchooser',
  organisation: '/login/organisation',
  login: '/login/password',
  factor: '/login/second-factor',
  warning: '/login/unexpected-user',
  consent: '/oauth/information',
} as const

/** Of a page in one login, so that it can be asked for again. */
export const addressOf = (page: keyof typeof PATHS, login: string): string => `${PATHS[page]}?login=${login}`
