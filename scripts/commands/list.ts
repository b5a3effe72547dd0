import { Command } from 'commander'

// The catalogue loads Vitest and every suite: only for those who ask.
const list = async ({ json }: { readonly json: boolean }): Promise<void> => {
  const { readCatalogue } = await import('../catalogue/read.ts')
  const { listingJson, listingText } = await import('../catalogue/listing.ts')
  const data = await readCatalogue()
  console.log(json ? JSON.stringify(listingJson(data), null, 2) : listingText(data))
}

export const command = new Command('list')
  .description('list the scenarios, what each judges, and how much of each document they cover')
  .option('--json', 'for programs: scenarios with requirements, levels and documents, and the coverage', false)
  .action(list)
