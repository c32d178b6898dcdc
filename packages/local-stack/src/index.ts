export { postGuardian } from "./guardian.ts";
export { freePort, isPortAnswering } from "./ports.ts";
export { type EmbeddedOptions, type EmbeddedStack, startEmbedded, stopEmbedded } from "./start-embedded.ts";
export { type EphemeralOptions, startEphemeral } from "./start-ephemeral.ts";
export {
  createSupervisor,
  type ProcessExit,
  type ProcessOptions,
  type SupervisedProcess,
  type Supervisor,
} from "./supervise.ts";
