import type { Attempt, SignIn } from './contract-service.ts'

/** What came of it that somebody brought the response of this login once more, or elsewhere; for `toKeepOut`. */
export const broughtAgain = (login: SignIn, there: string | undefined, lenient?: string): Attempt => {
  const { user: _, ...rest } = login
  return {
    attack: 'replay',
    outcome: there === undefined ? 'refused' : 'accepted',
    login: there === undefined ? rest : { ...rest, user: there },
    brokeDown: false,
    ...(lenient === undefined ? {} : { lenient }),
  }
}
