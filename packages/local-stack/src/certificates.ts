import { type CertificatePair, createCertificateAuthority } from "./certificate-authority.ts";

/** Browsers and clients of some platforms accept no longer ones. */
const LIFETIME_DAYS = 397;

/** PEM texts. */
export interface DevelopmentCertificates {
  /** The authority that signs the others; clients trust its certificate. Its key is not kept. */
  ca: string;
  server: CertificatePair;
  /** For mutual TLS. */
  client: CertificatePair;
}

/**
 * Makes certificates for development and tests: an authority of their own, a server's for the hosts, and a client's.
 *
 * @param hosts names and addresses under which the servers are called
 */
export async function createDevelopmentCertificates(
  hosts: readonly string[],
  now: Date,
): Promise<DevelopmentCertificates> {
  const authority = await createCertificateAuthority({
    name: "CN=distributed-scheduler development authority",
    now,
    lifetimeDays: LIFETIME_DAYS,
  });
  return {
    ca: authority.certificate,
    server: await authority.issue({
      subject: "CN=distributed-scheduler development server",
      usages: ["server"],
      hosts,
    }),
    client: await authority.issue({
      subject: "CN=distributed-scheduler development client",
      usages: ["client"],
    }),
  };
}
