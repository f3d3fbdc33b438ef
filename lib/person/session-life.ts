/** A session lasts a working day from the last press; the server can end it earlier. */
export const SESSION_HOURS = 12

export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_HOURS * 3_600_000)
