/** What a service does with tokens that breaks as soon as they grow. */
export const sizeHabits = {
  'tokens-in-cookie': 'All tokens of a session are kept in one cookie.',
  'tokens-in-cookies': 'All tokens of a session are kept in cookies, as many as it takes.',
  'tokens-in-columns': 'A token of more than 1300 characters does not fit.',
  'logout-in-address': 'However long the ID token is, a logout puts it into the address.',
} as const
