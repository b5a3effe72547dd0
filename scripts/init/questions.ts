import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import type { Question } from './asker.ts'
import { asId, type FolderFacts, variableLike } from './folder.ts'

/** Stands for nothing, where an empty answer would mean what is proposed. */
export const NONE = '-'

const isHttp = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text)

const address = (answer: string): string | undefined =>
  answer === NONE || isHttp(answer) ? undefined : 'Make it an address, http://localhost:8080/login.'

const variable = (answer: string): string | undefined =>
  answer === NONE || /^[A-Za-z_]\w*$/.test(answer) ? undefined : 'Make it the name of a variable, OIDC_ISSUER.'

const told = (what: string): string => `Which variable tells it its ${what}?`

export const questionsFor = (facts: FolderFacts, taken: readonly string[], folder: string) =>
  ({
    name: {
      option: 'name',
      text: 'What shall the service be called?',
      usual: taken.includes(facts.name) ? undefined : facts.name,
      check: (answer) => {
        if (answer !== asId(answer))
          return `Make it a name of lower case letters, digits, dots and dashes: ${asId(answer) || 'portal'}.`
        return taken.includes(answer) ? `There is a target ${answer} already: give it another name.` : undefined
      },
    },
    profile: {
      option: 'profile',
      text: `Which AAI shall be played for it (${profileNames().join(', ')}, or the path of a profile)?`,
      usual: 'openaire-beta',
      check: (answer) => {
        try {
          loadProfile(answer, folder)
          return undefined
        } catch (error) {
          return error instanceof Error ? error.message : String(error)
        }
      },
    },
    start: {
      option: 'start',
      text: `Which command starts it (${NONE} if it runs already)?`,
      usual: facts.command ?? NONE,
    },
    issuerVariable: {
      option: 'issuer-variable',
      text: told('issuer'),
      usual: variableLike(facts, /ISSUER|AUTHORITY|DISCOVERY|WELL_?KNOWN/i) ?? 'OIDC_ISSUER',
      check: variable,
    },
    clientIdVariable: {
      option: 'client-id-variable',
      text: `${told('client id').slice(0, -1)} (${NONE} for none)?`,
      usual: variableLike(facts, /CLIENT_?ID/i) ?? 'OIDC_CLIENT_ID',
      check: variable,
    },
    secretVariable: {
      option: 'secret-variable',
      text: `${told('client secret').slice(0, -1)} (${NONE} if it has none)?`,
      usual: variableLike(facts, /CLIENT_?SECRET/i) ?? 'OIDC_CLIENT_SECRET',
      check: variable,
    },
    clientId: { option: 'client-id', text: 'What is its client id?', usual: facts.name },
    port: {
      option: 'port',
      text: 'On which port of 127.0.0.1 shall its issuer listen?',
      usual: '4455',
      check: (answer) =>
        Number.isInteger(Number(answer)) && Number(answer) > 0 && Number(answer) < 65_536
          ? undefined
          : 'Make it a whole number from 1 to 65535.',
    },
    secret: {
      option: 'secret-variable',
      text: `Which variable holds its client secret, here and now (${NONE} if it has none)?`,
      usual: 'OIDC_CLIENT_SECRET',
      check: (answer) =>
        variable(answer) ??
        (answer === NONE || process.env[answer] ? undefined : `${answer} is not set: set it, or name another one.`),
    },
    login: {
      option: 'login',
      text: 'Where does a login begin?',
      check: (answer) => (isHttp(answer) ? undefined : address('')),
    },
    whoami: { option: 'whoami', text: 'Where does one see who is signed in?', check: address },
    logout: { option: 'logout', text: `Where does a logout begin (${NONE} for none)?`, usual: NONE, check: address },
  }) satisfies Record<string, Question>

export type Questions = ReturnType<typeof questionsFor>
