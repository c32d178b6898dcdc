// Preloaded into a process: on SIGUSR2 its wall clock jumps by CLOCK_SHIFT_MS, as a wrong time server would make it.
const TrueDate = Date;
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? Number.NaN);
if (!Number.isFinite(shiftMs))
  throw new Error("CLOCK_SHIFT_MS must say by how many milliseconds the clock jumps");
let offsetMs = 0;

class ShiftedDate extends TrueDate {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(TrueDate.now() + offsetMs);
    else super(...(args as ConstructorParameters<typeof Date>));
  }
  static override now(): number {
    return TrueDate.now() + offsetMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on("SIGUSR2", () => {
  offsetMs = shiftMs;
});
