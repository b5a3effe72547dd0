export type SqlValue = string | number | boolean | undefined

const literal = (value: SqlValue): string => {
  if (value === undefined) return 'NULL'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** One row as a statement; what is undefined stays empty. */
export const insert = (table: string, row: Readonly<Record<string, SqlValue>>): string => {
  const values = Object.values(row).map(literal).join(', ')
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values});\n`
}
