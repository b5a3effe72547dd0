import type { Finding, Judged, Unseen } from './model.ts'

export const notApplicable = (reason: string): Unseen => ({ verdict: 'not-applicable', reason })

/** Of what was judged in more than one way all that was found; what one way saw nothing of the other may have seen. */
export const together = (all: readonly Judged[]): readonly Judged[] =>
  [...Map.groupBy(all, ({ cites }) => cites)].map(([cites, each]): Judged => {
    const telling = each.find((one) => one.unseen?.verdict === 'skip') ?? each[0]
    const unseen = each.every((one) => one.unseen) ? telling?.unseen : undefined
    return { cites, findings: each.flatMap(({ findings }) => findings), ...(unseen ? { unseen } : {}) }
  })

const before = (a: Finding, b: Finding): number => a.line - b.line || (a.cites < b.cites ? -1 : 1)

const once = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((each) => [`${each.line} ${each.cites} ${each.wrong}`, each])).values(),
]

/** In the order of the file, each thing once. */
export const findingsIn = (judged: readonly Judged[]): readonly Finding[] =>
  once(judged.flatMap(({ findings }) => findings)).toSorted(before)
