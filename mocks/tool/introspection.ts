import { GivenUp, refusalIn, running } from './endpoint.ts'

/** Lets in whoever shows a token that is good, and says who that is. */
export const introspection = running(async (means) => {
  const form = { token: means.options.accessToken ?? '', token_type_hint: 'access_token' }
  const told = await means.post('introspection_endpoint', form, means.has('introspects-openly'))
  if (told.status !== 200) throw new GivenUp(`Nobody can tell whether the token is good: ${refusalIn(told)}.`)
  if (told.body.active !== true && !means.has('active-unread')) throw new GivenUp('The token is not good any more.')
  means.print(`Let in ${told.body.sub ?? 'somebody'}`)
})
