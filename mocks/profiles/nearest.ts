const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The known name that a slip of the keyboard may have meant. */
export const nearest = (wrong: string, known: readonly string[]): string | undefined => {
  const allowed = Math.max(1, Math.floor(wrong.length / 3))
  const ranked = known
    .map((name) => ({ name, slips: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.name
}

/** `; did you mean "openaire-beta"?` or nothing. */
export const didYouMean = (wrong: string, known: readonly string[]): string => {
  const name = nearest(wrong, known)
  return name === undefined ? '' : `; did you mean "${name}"?`
}

/** `a, b, c`, quoted where needed by the caller; long lists are cut. */
export const listed = (names: readonly string[], most = 12): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
