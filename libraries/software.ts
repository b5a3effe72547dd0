/** Software that is played at, in a service that uses it as its documentation shows. */
export interface Software {
  /** Of the target and of the row. */
  readonly id: string
  /** The package whose version counts, and whose it is. */
  readonly software: string
  readonly from: 'npm' | 'debian'
  readonly title: string
  /** Seen from this folder. */
  readonly program: string
  /** Set where the service asks more of the software than its documentation does: what. */
  readonly careful?: string
  /** What a reader has to know of the service, since the verdicts are about both. */
  readonly remarks: readonly string[]
}

/** The same with what it can look at and does not unless asked to. */
export const carefully = <S extends Software>(software: S, careful: string): S => ({
  ...software,
  ...{ id: `${software.id}-careful`, careful },
})
