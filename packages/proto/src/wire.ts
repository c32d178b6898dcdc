import { create, type DescField, type DescOneof, type Message, type UnknownEnum } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import {
  type Duration,
  DurationSchema,
  FeatureSet_FieldPresence,
  type Timestamp,
  timestampDate,
  timestampFromDate,
} from "@bufbuild/protobuf/wkt";
import type { z } from "zod";

/**
 * A conversion between the form that a message holds and the form that the domain uses. It never sees absence:
 * `wireMessage` keeps what is absent on one side absent on the other.
 *
 * `encode` is checked against both types. `decode` changes the form only and never fails: what it returns is
 * unknown until a schema of core has accepted it, so that every rule is written once.
 */
export interface Wire<Held, Used> {
  readonly decode: (held: Held) => unknown;
  readonly encode: (used: Used) => Held;
}

const FIRST_SECOND = BigInt(Date.parse("0001-01-01T00:00:00Z") / 1_000);
const LAST_SECOND = BigInt(Date.parse("9999-12-31T23:59:59Z") / 1_000);

/** An instant. One outside the years 1 to 9999, which protobuf does not know either, becomes an invalid date. */
export const wireDate: Wire<Timestamp, Date> = {
  decode: (held) => (isTimestamp(held) ? timestampDate(held) : new Date(Number.NaN)),
  encode: timestampFromDate,
};

function isTimestamp({ seconds, nanos }: Timestamp): boolean {
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= 1_000_000_000) return false;
  // a fraction of a millisecond is rounded up, in the last one of the last second into the year 10000
  return seconds < LAST_SECOND || nanos <= 999_000_000;
}

/** A length in milliseconds. A fraction is kept, to the microsecond, so that a rule can refuse it. */
export const wireMs: Wire<Duration, number> = {
  decode: ({ seconds, nanos }) => Number(seconds) * 1_000 + nanos / 1_000_000,
  encode: (ms) => {
    const micros = Math.round(ms * 1_000);
    return create(DurationSchema, {
      seconds: BigInt(Math.trunc(micros / 1_000_000)),
      nanos: (micros % 1_000_000) * 1_000,
    });
  },
};

/**
 * The words of a domain enum and the numbers of a protobuf enum. Both must have the same words, apart from
 * UNSPECIFIED, which means absent. A number that is not known here is passed on, for the schema to refuse.
 */
export function wireEnum<N extends { UNSPECIFIED: 0 }, W extends string>(
  numbers: N,
  words: { readonly options: readonly W[] } & SameWords<Exclude<keyof N, "UNSPECIFIED">, W>,
): Wire<N[keyof N] | UnknownEnum, W> {
  const numberOf = new Map(words.options.map((word) => [word, numbers[word as string as keyof N]]));
  const wordOf = new Map<unknown, W | undefined>([[0, undefined]]);
  for (const [word, number] of numberOf) wordOf.set(number, word);
  return {
    decode: (number) => (wordOf.has(number) ? wordOf.get(number) : number),
    encode: (word) => numberOf.get(word) as N[keyof N],
  };
}

/** A `oneof` and a union that tells its members apart by `type`. */
export function wireOneof<V extends Record<string, Conversion>>(
  variants: V,
): Wire<OneofHeld<V>, OneofUsed<V>> {
  return {
    decode: ({ case: type, value }) =>
      type === undefined ? undefined : Object.assign({ type }, variants[type]?.decode(value as never)),
    encode: (used) => {
      const { type } = used as { type: keyof V & string };
      return { case: type, value: variants[type]?.encode(used as never) } as OneofHeld<V>;
    },
  };
}

/** A repeated field. */
export function wireList<Held, Used>(item: Wire<Held, Used>): Wire<Held[], Used[]> {
  return { decode: (held) => held.map(item.decode), encode: (used) => used.map(item.encode) };
}

/** A message that only wraps one field, because protobuf cannot repeat a `oneof`. */
export function wireWrapper<M extends Message, K extends FieldOf<M> & string, Used>(
  message: GenMessage<M>,
  field: Exclude<FieldOf<M>, K> extends never ? K : never,
  wire: Wire<M[K], Used>,
): Wire<M, Used> {
  return {
    decode: (held) => wire.decode(held[field]),
    encode: (used) => create(message, { [field]: wire.encode(used) } as never),
  };
}

/**
 * A message and an object schema of the same fields. Only the fields that differ in form are named; a field that
 * one side lacks does not compile. A scalar cannot be absent in proto3, so its zero value means absent where
 * the schema lets the field be absent.
 */
export function wireMessage<M extends Message, S extends z.ZodObject>(
  message: GenMessage<M>,
  schema: S,
  wires: FieldWires<M, z.output<S>>,
): Wire<M, FieldsUsed<S>> {
  const fields = message.members.map((member) => ({
    name: member.localName,
    wire: (wires as Record<string, Conversion>)[member.localName],
    zeroIsAbsent: cannotBeAbsent(member) && schema.shape[member.localName].isOptional(),
  }));
  return {
    decode: (held) => {
      const used: Record<string, unknown> = {};
      for (const { name, wire, zeroIsAbsent } of fields) {
        const value = (held as Record<string, unknown>)[name];
        if (value === undefined || (zeroIsAbsent && (value === 0 || value === ""))) continue;
        used[name] = wire ? wire.decode(value as never) : value;
      }
      return used;
    },
    encode: (used) => {
      const held: Record<string, unknown> = {};
      for (const { name, wire } of fields) {
        const value = (used as Record<string, unknown>)[name];
        if (value === undefined) continue;
        held[name] = wire ? wire.encode(value as never) : value;
      }
      return create(message, held as never);
    },
  };
}

function cannotBeAbsent(member: DescField | DescOneof): boolean {
  return member.kind === "field" && member.presence === FeatureSet_FieldPresence.IMPLICIT;
}

/** Any `Wire`, when its types are only to be inferred. */
interface Conversion {
  readonly decode: (held: never) => unknown;
  readonly encode: (used: never) => unknown;
}

/** What the caller has to give: a conversion for each field that differs, and the impossible for one without a partner. */
type FieldWires<M, Used> = {
  readonly [K in DifferingField<M, Used>]: K extends keyof M & keyof Used
    ? Wire<NonNullable<M[K]>, NonNullable<Used[K]>>
    : "this field is missing in the message or in the schema";
};
type DifferingField<M, Used> = {
  [K in FieldOf<M> | FieldOf<Used>]: K extends keyof M & keyof Used
    ? IsSame<NonNullable<M[K]>, NonNullable<Used[K]>> extends true
      ? never
      : K
    : K;
}[FieldOf<M> | FieldOf<Used>];

/** `type` is what `wireOneof` adds. */
type FieldOf<T> = Exclude<keyof T, "$typeName" | "$unknown" | "type">;
/** Any part of the input may be encoded: the defaults of what is absent are filled in where it is decoded. */
type FieldsUsed<S extends z.ZodType> = Partial<Omit<z.input<S>, "type">>;

type OneofHeld<V extends Record<string, Conversion>> =
  | { [C in keyof V & string]: { case: C; value: ReturnType<V[C]["encode"]> } }[keyof V & string]
  | { case: undefined; value?: undefined };
type OneofUsed<V extends Record<string, Conversion>> = {
  [C in keyof V & string]: { type: C } & Parameters<V[C]["encode"]>[0];
}[keyof V & string];

type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type SameWords<A, B> =
  IsSame<A, B> extends true ? unknown : { "these words are on one side only": Exclude<A, B> | Exclude<B, A> };
