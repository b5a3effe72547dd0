import type { RunningProvider } from '#mocks/op/index.ts'
import { startWatch, type Watch } from '#mocks/watch/index.ts'
import { explainExchange } from '#reports/explain/exchange.ts'
import { linkOf } from '#reports/explain/json.ts'
import type { Exchange, Explanation } from '#reports/model.ts'
import { renderHtml } from '#reports/render/html.ts'
import { watchPage } from '#reports/render/watch/page.ts'
import { resultText } from '#reports/write.ts'
import { watchResult } from './watch-result.ts'

/** The second and third guess are for a person who asks. */
const explain = (exchange: Exchange): readonly Explanation[] =>
  explainExchange(exchange)
    .slice(0, 1)
    .map(({ explanation }) => {
      const { title, party, happened, why, remedy, requirements } = explanation
      const see = linkOf(explanation)
      return { title, party, happened, why, remedy, requirements, ...(see === undefined ? {} : { see }) }
    })

const html = 'text/html; charset=utf-8'

/** The live page of a provider; gives its address. */
export const watch = (provider: RunningProvider): string => {
  const { title } = provider.profile
  const { url } = startWatch(provider, {
    page: (token) => watchPage({ title, issuer: provider.issuer, token }),
    explain,
    files: {
      'result.json': { type: 'application/json', write: (seen: Watch) => resultText(watchResult(seen)) },
      'index.html': { type: html, write: (seen: Watch) => renderHtml(watchResult(seen)) },
    },
  })
  return url
}
