import { expect, test } from 'vitest'
import { installMatchers } from '../checks.ts'
import { answerOf } from '../drivers/transport.ts'
import { judging, newJudgement } from '../judgement.ts'
import { seedAt } from '../testing/seed.ts'

installMatchers()

const judgedAt = async (kind: 'embedded' | 'configured') => newJudgement(await seedAt(undefined, { kind }))

const refused = (description: string) =>
  answerOf(
    'https://op.example/token',
    400,
    new Headers({ 'content-type': 'application/json' }),
    JSON.stringify({ error: 'invalid_grant', error_description: description }),
  )

test('an answer that is explained at this party, for this requirement, is diagnosed; and so is a pasted line', async () => {
  const judgement = await judgedAt('embedded')
  judging(judgement, () => expect(refused('Code not valid')).toBeDiagnosed('service', 'CODE-OTHER-OP'))
  judging(judgement, () => expect('error=invalid_code').toBeDiagnosed('service', 'CODE-OTHER-OP'))
  expect(judgement.found[0]).toContain('code.not-valid, at the service')
})

test.for([
  ['another party', 'Code not valid', 'proxy', 'CODE-OTHER-OP'],
  ['another requirement', 'Code not valid', 'service', 'MIG-PKCE'],
  ['words that nobody knows', 'Not on a Sunday', 'service', 'CODE-OTHER-OP'],
] as const)('%s is no diagnosis', async ([, description, party, requirement]) => {
  const judgement = await judgedAt('embedded')
  const check = () => expect(refused(description)).toBeDiagnosed(party, requirement)
  expect(() => judging(judgement, check)).toThrow(`belongs to ${requirement}; got`)
})

test('new words of a live issuer are drift: it is the table that lags behind', async () => {
  const judgement = await judgedAt('configured')
  judging(judgement, () => expect(refused('Not on a Sunday')).toBeDiagnosed('service', 'CODE-OTHER-OP'))
  expect(judgement.drifts).toHaveLength(1)
})

test('a flow that ended before has nothing to diagnose', async () => {
  const judgement = await judgedAt('embedded')
  const check = () => expect(undefined).toBeDiagnosed('service', 'CODE-OTHER-OP')
  expect(() => judging(judgement, check)).toThrow('nothing: the flow ended before')
})
