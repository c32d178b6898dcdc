export { cacheFolder } from "./cache-folder.ts";
export {
  type CertificateAuthority,
  type CertificatePair,
  createCertificateAuthority,
  createSigningKeys,
} from "./certificate-authority.ts";
export { createDevelopmentCertificates, type DevelopmentCertificates } from "./certificates.ts";
export { startPostgres, stopPostgres } from "./embedded-postgres.ts";
export { type ClusterNodeOptions, startRedis, stopRedis } from "./embedded-redis.ts";
export { type Guardian, type GuardianOptions, postGuardian } from "./guardian.ts";
export { freePort, isPortAnswering } from "./ports.ts";
export { locatePostgresBinaries } from "./postgres-binaries.ts";
export { endProcess, type ProcessIdentity, signalProcess } from "./process-identity.ts";
export { type EmbeddedOptions, type EmbeddedStack, startEmbedded, stopEmbedded } from "./start-embedded.ts";
export { type EphemeralOptions, startEphemeral } from "./start-ephemeral.ts";
export type { ServerRecord } from "./state-file.ts";
export {
  createSupervisor,
  type ProcessExit,
  type ProcessOptions,
  type SupervisedProcess,
  type Supervisor,
} from "./supervise.ts";
export { makeTemporaryDataFolder } from "./temporary-data-folder.ts";
