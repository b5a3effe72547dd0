/** What careless programs do that right ones do not, by name. */
export const toolHabits = {
  'secret-late': 'It sends its secret to the token endpoint, and not yet to the device endpoint.',
  impatient: 'It polls several times a second, whatever interval it was told.',
  'slow-down-ignored': 'It polls on at its old pace after slow_down.',
  'polls-on': 'It polls on after any error.',
  'no-challenge': 'It uses no PKCE although it is registered for it.',
  'audience-made-up': 'It names an audience that is no client.',
  'sub-as-client': 'It takes sub for the name of its client.',
  'introspects-openly': 'It introspects without credentials.',
  'active-unread': 'It takes each token that introspection answers for, active or not.',
  'secret-in-query': 'Its secret travels in the URL of the token request.',
  'always-zero': 'It ends with 0, whatever came.',
  speechless: 'It gives up without a word.',
} as const

export type ToolHabit = keyof typeof toolHabits
