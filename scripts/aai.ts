#!/usr/bin/env node
import { readdirSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, CommanderError, Help, type Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }

// Each file of commands/ exports one `command`. Only the one asked for is loaded: `aai serve` shall start at once.
const folder = new URL('./commands/', import.meta.url)
const extension = extname(fileURLToPath(import.meta.url))
const names = readdirSync(folder)
  .filter((file) => file.endsWith(extension) && !file.endsWith(`.test${extension}`))
  .map((file) => basename(file, extension))

const load = async (name: string): Promise<Command> => {
  const module: { readonly command: Command } = await import(new URL(`${name}${extension}`, folder).href)
  return module.command
}

/** A switch that is off and a list that is empty, unless given, go without saying. */
const optionDescription = (option: Option): string =>
  new Help().optionDescription(option).replace(/ \(default: (false|\[\])\)$/, '')

const program = async (asked: string | undefined): Promise<Command> => {
  const wanted = asked !== undefined && names.includes(asked) ? [asked] : names.toSorted()
  const result = new Command('aai')
    .description(manifest.description)
    .version(manifest.version)
    .configureHelp({ optionDescription })
    .exitOverride()
    .showHelpAfterError('(aai --help lists the commands, aai <command> --help its options)')
  for (const command of await Promise.all(wanted.map(load))) {
    result.addCommand(command.copyInheritedSettings(result))
  }
  return result
}

/** A command line that we do not understand is our failure, not the target's: 2, as in `exitCode`. */
const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  console.error(`aai: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.AAI_DEBUG && error instanceof Error) console.error(error.stack)
  return 2
}

try {
  await (await program(process.argv[2])).parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}
