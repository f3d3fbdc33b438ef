/** What was seen at one lesson: class and subject, never a teacher's name (domain §4). Texts as typed. */
export type Observation = { schoolClass: string; subject: string; text: string }
