/** The device's clock: told beside a text, never compared with the server's. ISO. */
export const deviceTime = (): string => new Date().toISOString()
