const EXCERPT_BYTES = 4_096;
// reading this much on is cheaper than a new connection
const MAX_DISCARDED_BYTES = 65_536;

/** Keeps the start of a response body and counts the rest. */
export interface ResponseExcerpt {
  /** Takes the next piece; `false`: the body is too large to be read to its end. */
  add(chunk: Uint8Array): boolean;
  /**
   * At most 4 KiB of UTF-8, without the NUL characters that Postgres cannot store.
   * @param hasEnded whether the body has: until then a character may have come in part
   */
  text(hasEnded: boolean): string;
  /** Whether the body is longer than the excerpt. */
  truncated(): boolean;
}

export function createResponseExcerpt(): ResponseExcerpt {
  const kept: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      if (size < EXCERPT_BYTES) kept.push(chunk.subarray(0, EXCERPT_BYTES - size));
      size += chunk.byteLength;
      return size <= MAX_DISCARDED_BYTES;
    },
    text(hasEnded) {
      // streaming, so that a character cut in half is left out
      const stream = !hasEnded || size > EXCERPT_BYTES;
      const text = new TextDecoder().decode(Buffer.concat(kept), { stream });
      return cutText(text.replaceAll("\0", "\ufffd"));
    },
    truncated: () => size > EXCERPT_BYTES,
  };
}

// bytes that are not UTF-8 grow when they become replacement characters
function cutText(text: string): string {
  const bytes = new Uint8Array(EXCERPT_BYTES);
  const { written } = new TextEncoder().encodeInto(text, bytes);
  return new TextDecoder().decode(bytes.subarray(0, written));
}
