export * from '#lint/grammar/fault.ts'
