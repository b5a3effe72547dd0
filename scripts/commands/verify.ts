import { Command } from 'commander'

export const command = new Command('verify')
  .description('is a dossier as it was signed, and by whom?')
  .argument('<dossier>', 'dossier.jws')
  .option('--key <thumbprint>', 'of the key that has to have signed it')
  .addHelpText(
    'after',
    '\nExit code: 0 it is, 1 it is not, or by another key, or says that the service is not ready; 2 it cannot be read.',
  )
  .action(async (file: string, { key }: { readonly key?: string }) => {
    const { verifyDossier } = await import('../ready/verify.ts')
    const { code, text } = await verifyDossier(file, key)
    console.log(text)
    process.exitCode = code
  })
