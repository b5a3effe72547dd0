interface Running {
  readonly close: () => Promise<void>
}

const ended: Running = { close: async () => {} }

/** What runs, and can be begun anew; a restart rejects when it does not come up, and may be tried again. */
export const restartable = (
  begun: Running,
  again: () => Promise<Running>,
): Running & { readonly restart: () => Promise<void> } => {
  let running = begun
  return {
    restart: async () => {
      const before = running
      running = ended
      await before.close()
      running = await again()
    },
    close: () => running.close(),
  }
}
