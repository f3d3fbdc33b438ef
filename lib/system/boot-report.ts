/** What the start shows in the terminal, and nowhere else. */
export type BootReport = {
  /** The demonstration's sign-in names and their common password. */
  signIn?: { names: string[]; password: string }
  /** One-time code that the first visitor types to make the first municipality and administrator. */
  setupCode?: string
  /** Whole Russian sentences: a certificate near its end, a signature to complete. */
  notices?: string[]
}

/** The program must not go on; `message` says why in Russian, for the person at the terminal. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
