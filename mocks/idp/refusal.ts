import conditions from '#fixtures/saml-conditions.json' with { type: 'json' }

/** A reason for which a message is refused, by name. */
export type SamlCondition = keyof typeof conditions

/** The user is told, and no service: nobody knows whom to trust with an answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly condition: SamlCondition

  constructor(condition: SamlCondition, values: Readonly<Record<string, string>> = {}) {
    super(conditions[condition].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''))
    this.condition = condition
  }
}
