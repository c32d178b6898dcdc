import type { CommandTarget } from "@repo/core";
import { runVariablesOf } from "../run-variables.ts";
import { checkSecretsStayHere } from "../secrets.ts";
import { TargetError } from "../target-error.ts";
import type { TargetContext } from "../target-handler.ts";
import { renderTemplate, templateValuesWithPayloadOf, writeScalar } from "../template.ts";
import { COMMAND_PATH } from "./find-program.ts";

/** What a process is started with. */
export interface Command {
  /** To be found and allowed. */
  program: string;
  args: string[];
  /** Without HOME and TMPDIR, which are where the command is. */
  environment: Record<string, string>;
  /** For its standard input; empty when there is none. */
  input: string;
}

/** @throws TargetError when a template is not understood, or a secret would be seen by others */
export function renderCommand(target: CommandTarget, context: TargetContext): Command {
  checkSecretsStayHere(context.secrets, "a command");
  const { payload } = context;
  const values = templateValuesWithPayloadOf(context);
  const render = (template: string, what: string) => {
    const text = renderTemplate(template, values, writeScalar);
    if (text.includes("\0")) throw new TargetError(`${what} would contain a NUL character`);
    return text;
  };
  const [first = "", ...rest] = target.argv;
  const args = rest.map((template, index) => {
    const text = render(template, `argv.${index + 1}`);
    refuseSecrets(text, context);
    return text;
  });
  const environment = Object.fromEntries(
    Object.entries(target.environment).map(([name, template]) => [
      name,
      render(template, `environment.${name}`),
    ]),
  );
  return {
    ...(target.shell ? { program: "sh", args: ["-c", first, "sh", ...args] } : { program: first, args }),
    environment: { PATH: COMMAND_PATH, TZ: "UTC", ...environment, ...runVariablesOf(context) },
    input: payload === undefined ? "" : JSON.stringify(payload),
  };
}

/** Arguments can be read by everyone on the machine. */
function refuseSecrets(argument: string, { secrets }: TargetContext): void {
  const named = secrets.find(({ value }) => argument.includes(value));
  if (named === undefined) return;
  throw new TargetError(
    `the secret ${named.name} cannot be used in argv, which others on the worker's machine can read; use environment or the payload`,
  );
}
