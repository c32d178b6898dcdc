import {
  create,
  type DescMessage,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";

/** Messages that go to many callers, with their bytes once one of them was sent. */
const bytesOf = new WeakMap<Message, Buffer | undefined>();

/** A message that is sent on many streams: it is encoded once, so it must not be changed any more. */
export function sharedAnswer<Schema extends DescMessage>(
  schema: Schema,
  init: MessageInitShape<Schema>,
): MessageShape<Schema> {
  const message = create(schema, init);
  bytesOf.set(message, undefined);
  return message;
}

/** The bytes of a message; those of a shared one are made once. */
export function encodeOnce(message: Message, encode: (message: Message) => Buffer): Buffer {
  if (!bytesOf.has(message)) return encode(message);
  const bytes = bytesOf.get(message) ?? encode(message);
  bytesOf.set(message, bytes);
  return bytes;
}
