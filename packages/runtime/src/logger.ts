import pino, { type DestinationStream, type Level, type Logger } from "pino";
import pinoPretty from "pino-pretty";

export type { Logger } from "pino";

export interface LoggerOptions {
  /** Name of the process, in every line. */
  service: string;
  level: Level | "silent";
  /** Coloured lines for a person instead of JSON. */
  pretty?: boolean;
  /** Where lines go. Default: stdout. */
  destination?: DestinationStream;
}

const SECRET_KEYS = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "password",
  "passwordHash",
  "secret",
  "token",
  "apiToken",
  "sessionToken",
];

/** `user:password@` of any URL, wherever it stands in a line: errors of drivers like to quote them. */
const URL_CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"/@]+@/gi;

/** Logs JSON lines to stdout, or coloured text, with ISO times and without secrets. */
export function createLogger({ service, level, pretty = false, destination }: LoggerOptions): Logger {
  // synchronous, or the line that says why a process ends can be lost when it exits
  const output =
    destination ??
    (pretty
      ? pinoPretty({ sync: true, ignore: "pid,hostname,service" })
      : pino.destination({ dest: 1, sync: true }));
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_KEYS.flatMap(pathsOf), censor: "[redacted]" },
      hooks: { streamWrite: (line) => line.replace(URL_CREDENTIALS, "$1[redacted]@") },
    },
    output,
  );
}

/** A key at the top of the logged object and up to two levels down. */
function pathsOf(key: string): string[] {
  const dotted = key.startsWith("[") ? key : `.${key}`;
  return [key, `*${dotted}`, `*.*${dotted}`];
}
