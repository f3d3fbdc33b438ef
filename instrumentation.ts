/** Next calls it once, before the first request; a build only makes pages and must not open the database. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { startProgram } = await import('./scripts/boot')
  await startProgram()
}
