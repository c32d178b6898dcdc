/** What is kept of a log. */
export const LOG_BYTES = 8_192;

/** The end of a log as it is stored. */
export interface LogTail {
  text: string;
  truncated: boolean;
}

/** At most 8 KiB of UTF-8, from a line's start where there is one, without the NUL characters that Postgres cannot store. */
export function tailOfLog(log: string): LogTail {
  const bytes = new TextEncoder().encode(log.replaceAll("\0", "\ufffd"));
  if (bytes.byteLength <= LOG_BYTES) return { text: new TextDecoder().decode(bytes), truncated: false };
  let start = bytes.byteLength - LOG_BYTES;
  // not in the middle of a character
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  const tail = new TextDecoder().decode(bytes.subarray(start));
  const firstBreak = tail.indexOf("\n");
  const isWholeLine = bytes[start - 1] === 0x0a || firstBreak === -1 || firstBreak === tail.length - 1;
  return { text: isWholeLine ? tail : tail.slice(firstBreak + 1), truncated: true };
}
