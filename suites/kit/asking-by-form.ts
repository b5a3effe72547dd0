import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Feature } from '#fixtures/schema/profile.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import { requestsTo } from './command-requests.ts'
import { citing, type Judge } from './definition.ts'
import { scenario } from './scenario.ts'
import type { CommandFlow } from './target-command.ts'

interface Evidence {
  readonly asked: readonly RecordedRequest[]
}

/** A scenario on how a program asks for tokens: by a form that holds `params`, and with nothing in the address. */
export const askingByForm = (
  requirement: RequirementId,
  flow: CommandFlow,
  { needs, title, params }: { readonly needs: Feature; readonly title: string; readonly params: object },
): void => {
  const byForm: Judge<Evidence> = ({ asked, expect }) => {
    for (const request of asked) {
      expect(request.method).toBe('POST')
      expect(request.url).not.toContain('?')
      expect(request.params).toMatchObject(params)
    }
  }
  scenario<Evidence>({
    id: `oidc.rp.${flow}.token-request`,
    title,
    given: { needs: [needs], command: { flow } },
    when: async ({ command }) => {
      const run = await command.run()
      const asked = requestsTo('token', run)
      if (asked.length === 0) command.untold(`The program ${run.ended} and never asked for a token.`)
      return { asked }
    },
    verify: citing<Evidence>(requirement, byForm),
  })
}
