import { Command } from 'commander'

const listFaults = async (json: boolean): Promise<void> => {
  const { faultsJson, faultsText } = await import('../faults/listing.ts')
  console.log(json ? JSON.stringify(faultsJson(), null, 2) : faultsText())
}

// The catalogue loads Vitest and every suite: only for those who ask.
const list = async ({ json, faults }: { readonly json: boolean; readonly faults: boolean }): Promise<void> => {
  if (faults) return listFaults(json)
  const { readCatalogue } = await import('../catalogue/read.ts')
  const { listingJson, listingText } = await import('../catalogue/listing.ts')
  const data = await readCatalogue()
  console.log(json ? JSON.stringify(listingJson(data), null, 2) : listingText(data))
}

export const command = new Command('list')
  .description('list the scenarios, what each judges, and how much of each document they cover')
  .option('--faults', 'list the faults instead: what a provider of ours can be made to get wrong', false)
  .option('--json', 'for programs: scenarios with requirements, levels and documents, and the coverage', false)
  .action(list)
