/** What went wrong in a flow, as the end of a sentence. */
export const sentence = (reason: string): string => {
  const words = reason.replace(/^when: /, '')
  return /[.?!]$/.test(words) ? words : `${words}.`
}
