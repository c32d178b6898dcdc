import "reflect-metadata";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
/** Browsers and clients of some platforms accept no longer ones. */
const LIFETIME_DAYS = 397;

/** PEM texts. */
export interface CertificatePair {
  certificate: string;
  privateKey: string;
}

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
  const validity = {
    // clocks of other machines may be a little behind
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + LIFETIME_DAYS * DAY_MS),
  };
  const caKeys = await newKeys();
  const caName = "CN=distributed-scheduler development authority";
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: caName,
    serialNumber: newSerialNumber(),
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  async function issue(
    name: string,
    usage: ExtendedKeyUsage,
    names: readonly string[],
  ): Promise<CertificatePair> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      ...validity,
      subject: `CN=${name}`,
      issuer: caName,
      serialNumber: newSerialNumber(),
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names.map(generalNameOf))] : []),
      ],
    });
    return { certificate: pemOf(certificate), privateKey: await privateKeyPem(keys.privateKey) };
  }

  return {
    ca: pemOf(ca),
    server: await issue("distributed-scheduler development server", ExtendedKeyUsage.serverAuth, hosts),
    client: await issue("distributed-scheduler development client", ExtendedKeyUsage.clientAuth, []),
  };
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;
}

function generalNameOf(host: string) {
  return { type: isIP(host) === 0 ? ("dns" as const) : ("ip" as const), value: host };
}

function newSerialNumber(): string {
  // the first bit must not be set: serial numbers are positive
  return `7f${crypto.randomUUID().replaceAll("-", "").slice(0, 30)}`;
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  return `${PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}
