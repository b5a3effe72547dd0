import type { Requirement, Role, RunResult, Target, Verdict } from '../model.ts'

/** What the verdicts mean to the reader of any report. */
export const verdictMeanings: Readonly<Record<Verdict, { readonly word: string; readonly meaning: string }>> = {
  error: {
    word: 'error',
    meaning: 'The harness itself failed. It says nothing about the target, and the exit code of the run is 2.',
  },
  fail: { word: 'fail', meaning: 'A requirement of level MUST is broken. The exit code of the run is 1.' },
  warn: {
    word: 'warn',
    meaning:
      'A requirement of level SHOULD is broken, or the answer is right in another wording than this issuer is known for.',
  },
  skip: {
    word: 'skip',
    meaning:
      'Somebody or something held it back: a credential, a tool, or a control that did not succeed. The reason says what would enable it.',
  },
  'not-applicable': { word: 'n/a', meaning: 'The profile of this target does not offer what the scenario needs.' },
  pass: { word: 'pass', meaning: 'It was tried, and what was seen meets the requirement.' },
}

/** The worst first: the order in which a person reads. */
export const worstFirst: readonly Verdict[] = ['error', 'fail', 'warn', 'skip', 'not-applicable', 'pass']

export const word = (verdict: Verdict): string => verdictMeanings[verdict].word

export const roleNames: Readonly<Record<Role, string>> = {
  browser: 'Browser',
  client: 'Client',
  rp: 'Relying party',
  sp: 'Service provider',
  op: 'OpenID provider',
  as: 'Authorization server',
  idp: 'Identity provider',
  'resource-server': 'Resource server',
}

const playsNames: Readonly<Record<Target['plays'], string>> = {
  ...roleNames,
  registration: 'Registration',
  configuration: 'Configuration',
  metadata: 'Metadata',
}

export const playsName = (target: Target): string => playsNames[target.plays]

/** `RFC 7636, section 4.6`: where a requirement stands. */
export const placeOf = (result: RunResult, { document, section }: Requirement): string => {
  const title = result.documents[document]?.title ?? document
  return section ? `${title}, section ${section}` : title
}

export const targetTitle = (result: RunResult, id: string): string =>
  result.targets.find((target) => target.id === id)?.title ?? id
