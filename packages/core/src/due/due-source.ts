/** Where due times come from, before bounds and exclusions. Instants are whole seconds since the epoch. */
export interface DueSource {
  /** The first due time that is not before `second`; Infinity if there is none. */
  next(second: number): number;
}

/** 0001-01-01T00:00:00Z, the earliest instant with a four-digit year. */
export const FIRST_SECOND = -62_135_596_800;
/** 9999-12-31T23:59:59Z; nothing is due later. */
export const LAST_SECOND = 253_402_300_799;

/** The whole second that is not before an instant: rounding up, nothing is due earlier than asked for. */
export function wholeSecondOf(instant: Date): number {
  return Math.ceil(instant.getTime() / 1_000);
}
