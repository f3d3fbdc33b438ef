/** A session lasts a working day from the last press; the server can end it earlier. */
export const SESSION_HOURS = 12

/** On «чужой компьютер»: who went away without signing out has left it open for an hour at most. */
export const SHARED_SESSION_HOURS = 1

/** When a session that was used at `now` ends; it slides with each press. */
export const sessionEnd = (now: Date, isShared = false): Date =>
  new Date(now.getTime() + (isShared ? SHARED_SESSION_HOURS : SESSION_HOURS) * 3_600_000)
