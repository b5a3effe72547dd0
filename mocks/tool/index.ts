import { clientCredentials } from './client-credentials.ts'
import { device } from './device.ts'
import { exchange } from './exchange.ts'
import { introspection } from './introspection.ts'
import type { Terminal, ToolOptions } from './options.ts'

export { type ToolHabit, toolHabits } from './habits.ts'
export type { Terminal, ToolOptions } from './options.ts'

/**
 * Programs of the command line that do everything right, less what `careless` names, by the flow that they use. They
 * print what they have to say and end with an exit code.
 */
export const tools = { device, exchange, 'client-credentials': clientCredentials, introspection } satisfies Record<
  string,
  (options: ToolOptions, terminal: Terminal) => Promise<number>
>
export type ToolFlow = keyof typeof tools
