export * from '../refusal.ts'
