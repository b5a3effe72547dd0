import { describe, expect, test } from 'vitest'
import type { Finding } from '#mocks/watch/judge.ts'
import { installMatchers } from '../checks.ts'
import type { Attempt, SignIn } from '../contract-service.ts'
import { judging, newJudgement } from '../judgement.ts'
import { HeldBack } from '../signals.ts'
import { seedAt } from '../testing/seed.ts'

installMatchers()

const target = await seedAt()

/** What a judgement says, and what it takes for a remark; nothing when it holds. */
const said = (check: () => void): { readonly message?: string; readonly lenient?: string } => {
  const judgement = newJudgement(target)
  try {
    judging(judgement, check)
    return {}
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const held = error instanceof HeldBack ? `${error.verdict}: ${message}` : message
    return judgement.lenient === undefined ? { message: held } : { message: held, lenient: judgement.lenient }
  }
}

const login = (user?: string) => ({ expected: 'ada', ...(user === undefined ? {} : { user }) }) as SignIn
const attempt = (rest: Partial<Attempt>): Attempt => ({
  ...{ attack: 'attack.x', outcome: 'refused', login: login(), brokeDown: false },
  ...rest,
})
const accepted = (user: string, rest: Partial<Attempt> = {}) =>
  attempt({ outcome: 'accepted', login: login(user), ...rest })

describe('toKeepOut', () => {
  const verdictOn = (made: Attempt) => said(() => expect(made).toKeepOut())
  const MAY = 'A standard allows it.'

  test('holds where nobody is signed in', () => {
    expect(verdictOn(attempt({}))).toEqual({})
  })

  test.for<{ what: string; made: Attempt; says: ReturnType<typeof said> }>([
    {
      what: 'whoever is signed in',
      made: accepted('ada'),
      says: { message: expect.stringContaining('got ada signed in') },
    },
    {
      what: 'and only remarks on what a standard allows',
      made: accepted('eve', { lenient: MAY }),
      says: { message: expect.stringContaining('got eve'), lenient: MAY },
    },
    {
      what: 'and remarks on oneself, where that is what a standard allows',
      made: accepted('ada', { lenient: MAY, oneself: 'lenient' }),
      says: { message: expect.stringContaining('got ada'), lenient: MAY },
    },
    {
      what: 'but not on somebody else',
      made: accepted('eve', { lenient: MAY, oneself: 'lenient' }),
      says: { message: expect.stringContaining('got eve') },
    },
    {
      what: 'somebody else, where oneself would be fine',
      made: accepted('eve', { oneself: 'fine' }),
      says: { message: expect.stringContaining('expected nobody signed in, or ada; got eve') },
    },
    {
      what: 'nothing of what was never met',
      made: attempt({ outcome: 'unseen' }),
      says: { message: expect.stringContaining('not-applicable: ') },
    },
    {
      what: 'nothing of silence',
      made: attempt({ outcome: 'unclear', why: 'Silence is no refusal.' }),
      says: { message: 'skip: Silence is no refusal.' },
    },
  ])('tells $what', ({ made, says }) => {
    expect(verdictOn(made)).toEqual(says)
  })

  test('holds for oneself, where that is fine', () => {
    expect(verdictOn(accepted('ada', { oneself: 'fine' }))).toEqual({})
  })
})

describe('toBeInOrder', () => {
  const finding = (verdict: Finding['verdict'], sentence: string, cites: Finding['cites'] = 'RP-PARAMS'): Finding => ({
    ...{ rule: 'x', step: 1 },
    ...{ verdict, sentence, cites },
  })
  const verdictOn = (...findings: readonly Finding[]) => said(() => expect(findings).toBeInOrder('RP-PARAMS'))

  test('holds where all that concerns the requirement is right', () => {
    const other = finding('fail', 'Another.', 'RP-NONCE')
    expect(verdictOn(finding('pass', 'Right.'), other)).toEqual({})
  })

  test('tells each thing that is wrong, once', () => {
    const wrong = [finding('pass', 'Right.'), finding('fail', 'Wrong.'), finding('fail', 'Wrong.')]
    expect(verdictOn(...wrong)).toEqual({ message: 'Wrong.' })
  })

  test('remarks on what the issuers take, unless something else is wrong', () => {
    expect(verdictOn(finding('warn', 'Odd.'))).toEqual({ message: 'Odd.', lenient: expect.any(String) })
    expect(verdictOn(finding('warn', 'Odd.'), finding('fail', 'Wrong.'))).toEqual({ message: 'Odd. Wrong.' })
  })

  test('remarks on what is allowed for another reason', () => {
    const judged = said(() => expect([finding('fail', 'Wrong.')]).toBeInOrder('RP-PARAMS', 'It may.'))
    expect(judged).toEqual({ message: 'Wrong.', lenient: 'It may.' })
  })

  test('says nothing of what was never sent', () => {
    expect(verdictOn(finding('pass', 'Right.', 'RP-NONCE')).message).toMatch(/^not-applicable: /)
  })
})
