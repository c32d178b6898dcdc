import { expect, test } from "bun:test";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { keepTail } from "./output-tail.ts";

const MIB = 1_048_576;

test("keeps the end of what was written, and no more", async () => {
  const stream = new PassThrough();
  const tail = keepTail(stream);
  stream.write("first\n");
  stream.write(`${"x".repeat(20_000)}\n`);
  stream.end("last\n");
  await once(stream, "end");
  expect(tail.read()).toEqual({ text: "last\n", truncated: true });
});

test("what was written before is forgotten", () => {
  const stream = new PassThrough();
  keepTail(stream);
  const before = process.memoryUsage.rss();
  for (let piece = 0; piece < 4_000; piece++) stream.emit("data", Buffer.alloc(65_536, "x"));
  Bun.gc(true);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MIB);
});

test("what writes without rest is read in bursts", async () => {
  let left = 128;
  const source = new Readable({
    read() {
      this.push(left-- > 0 ? Buffer.alloc(65_536, "x") : null);
    },
  });
  let rests = 0;
  source.on("pause", () => {
    rests += 1;
  });
  keepTail(source);
  await once(source, "end");
  // 8 MiB in pieces of one
  expect(rests).toBe(8);
});
