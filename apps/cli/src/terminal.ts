import { styleText } from "node:util";

type Format = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan" | "magenta";

/** Puts a text into a colour; the text itself where colours are not wanted. */
export type Paint = (format: Format, text: string) => string;

/** Where everything that this program says goes. */
export interface Terminal {
  paint: Paint;
  /** Characters in a line; undefined where lines may be of any length, as in a file. */
  columns(): number | undefined;
  /** Writes a line, above the status if there is one. */
  line(text?: string): void;
  /** Shows what is being done in a line that the next one replaces; nothing where lines cannot be replaced. */
  status(text: string): void;
}

export interface TerminalOptions {
  write: (text: string) => void;
  isTTY: boolean;
  columns: () => number;
  env: Readonly<Record<string, string | undefined>>;
}

const CLEAR_LINE = "\r\x1b[2K";

export function createTerminal({ write, isTTY, columns, env }: TerminalOptions): Terminal {
  const hasColours = wantsColours(isTTY, env);
  const paint: Paint = (format, text) =>
    hasColours ? styleText(format, text, { validateStream: false }) : text;
  let hasStatus = false;
  const clearStatus = () => {
    if (hasStatus) write(CLEAR_LINE);
    hasStatus = false;
  };
  return {
    paint,
    columns: () => (isTTY ? columns() : undefined),
    line(text = "") {
      clearStatus();
      write(`${text}\n`);
    },
    status(text) {
      if (!isTTY) return;
      clearStatus();
      // a status that wraps could not be cleared
      write(paint("dim", text.slice(0, columns() - 1)));
      hasStatus = true;
    },
  };
}

/** This process's own terminal. */
export function openTerminal(): Terminal {
  const { stdout } = process;
  return createTerminal({
    write: (text) => void stdout.write(text),
    isTTY: stdout.isTTY === true,
    columns: () => stdout.columns || 80,
    env: process.env,
  });
}

/** As https://no-color.org and https://force-color.org ask for it. */
function wantsColours(isTTY: boolean, env: TerminalOptions["env"]): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0";
  return isTTY && env.TERM !== "dumb";
}
