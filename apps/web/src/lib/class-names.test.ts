import { expect, test } from "bun:test";
import { cn } from "./class-names.ts";

test.each([
  ["another height", "h-8 px-3", "h-11", "px-3 h-11"],
  ["both sides over one", "pl-2 pr-4", "px-3", "px-3"],
  ["one side beside both", "px-3", "pl-8", "px-3 pl-8"],
  ["gaps of both axes are not the same", "gap-x-4 gap-y-1", "gap-y-2", "gap-x-4 gap-y-2"],
  ["one gap over both axes", "gap-x-4 gap-y-1", "gap-2", "gap-2"],
  ["a size over width and height", "w-4 h-4", "size-5", "size-5"],
  ["another colour of text, not its size", "text-sm text-foreground", "text-danger", "text-sm text-danger"],
  ["another size of text, not its colour", "text-sm text-foreground", "text-xs", "text-foreground text-xs"],
  ["alignment is neither", "text-sm text-foreground", "text-right", "text-sm text-foreground text-right"],
  [
    "another border colour, not its width",
    "border border-input",
    "border-danger-solid",
    "border border-danger-solid",
  ],
  ["border sides are not colours", "border-b border-input", "border-l", "border-b border-input border-l"],
  [
    "a dashed border keeps its colour",
    "border border-input",
    "border-dashed",
    "border border-input border-dashed",
  ],
  ["a monospaced word keeps its weight", "font-sans font-medium", "font-mono", "font-medium font-mono"],
  ["only under the same condition", "hidden", "md:flex", "hidden md:flex"],
  ["under the same condition", "md:hidden", "md:flex", "md:flex"],
  ["what is not known stays", "animate-pulse", "animate-spin", "animate-pulse animate-spin"],
  ["a translucent colour", "bg-danger", "bg-danger/90", "bg-danger/90"],
  ["two gaps are two", "gap-x-4", "gap-y-1", "gap-x-4 gap-y-1"],
  ["a gap over both", "gap-x-4 gap-y-1", "gap-2", "gap-2"],
  ["sides of an inset are sides", "inset-x-0", "inset-y-2", "inset-x-0 inset-y-2"],
  ["corners are corners", "rounded-t-lg", "rounded-b-lg", "rounded-t-lg rounded-b-lg"],
  ["another radius", "rounded-md", "rounded-full", "rounded-full"],
  ["wrapping is not a colour", "text-danger", "text-balance", "text-danger text-balance"],
  ["an arbitrary length", "max-w-lg", "max-w-[40rem]", "max-w-[40rem]"],
])("%s", (_, base, override, expected) => {
  expect(cn(base, override)).toBe(expected);
});
