import { describe, expect, test } from "bun:test";
import { createKeyring, encryptionKeysSetting, newEncryptionKey } from "./keyring.ts";

const [oldKey, newKey] = [newEncryptionKey("2025"), newEncryptionKey("2026")];
const ring = (...keys: string[]) => createKeyring(encryptionKeysSetting().parse(keys.join(",")));

describe("a sealed text", () => {
  const sealed = ring(newKey).seal("the secret", "secret:A");

  test("opens with the same key and context, and is another one each time", () => {
    expect(ring(newKey).open(sealed, "secret:A")).toBe("the secret");
    expect(ring(newKey).seal("the secret", "secret:A")).not.toBe(sealed);
    expect(sealed).not.toContain("secret");
  });

  test("does not open for another secret, with another key, or when it was changed", () => {
    expect(() => ring(newKey).open(sealed, "secret:B")).toThrow();
    expect(() => ring(newEncryptionKey("2026")).open(sealed, "secret:A")).toThrow();
    const changed = sealed
      .replace(/.$/, (last) => (last === "A" ? "B" : "A"))
      .replace(/\.(.)([^.]*)$/, ".$2$1");
    expect(() => ring(newKey).open(changed, "secret:A")).toThrow();
    expect(() => ring(oldKey).open(sealed, "secret:A")).toThrow(
      'the encryption key "2026" is not in the keyring',
    );
  });

  test("of an old key opens while that key is in the ring, and is known to be old", () => {
    const old = ring(oldKey).seal("the secret", "secret:A");
    const rotated = ring(newKey, oldKey);
    expect(rotated.open(old, "secret:A")).toBe("the secret");
    expect([rotated.isCurrent(old), rotated.isCurrent(sealed)]).toEqual([false, true]);
  });
});

test.each([
  ["no id", "AAAA"],
  ["a key that is too short", "a:AAAA"],
  ["two keys of one id", `${newKey},${newKey}`],
  ["nothing", ""],
])("keys with %s are refused, with the way to make one", (_, text) => {
  const result = encryptionKeysSetting().safeParse(text);
  expect(result.error?.issues[0]?.message).toContain("openssl rand -base64 32");
});
