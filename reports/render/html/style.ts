import { base } from './style/base.ts'
import { colour } from './style/colour.ts'
import { scenario } from './style/scenario.ts'
import { print, sequence } from './style/sequence.ts'
import { table } from './style/table.ts'

export const style = [base, colour, table, scenario, sequence, print].join('')
