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
const EXTENDED_KEY_USAGE = { client: ExtendedKeyUsage.clientAuth, server: ExtendedKeyUsage.serverAuth };

/** PEM texts. */
export interface CertificatePair {
  certificate: string;
  privateKey: string;
}

export interface CertificateHolder {
  /** Such as `CN=server` or `O=system:masters, CN=admin`. */
  subject: string;
  /** In which part of a connection it shows the certificate. */
  usages: readonly ("client" | "server")[];
  /** Names and addresses under which it is called. */
  hosts?: readonly string[] | undefined;
}

/** Signs certificates for development and tests. */
export interface CertificateAuthority extends CertificatePair {
  issue(holder: CertificateHolder): Promise<CertificatePair>;
}

export interface AuthorityOptions {
  /** Such as `CN=development authority`. */
  name: string;
  now: Date;
  /** Of its own certificate and of those it signs. */
  lifetimeDays: number;
}

export async function createCertificateAuthority({
  name,
  now,
  lifetimeDays,
}: AuthorityOptions): Promise<CertificateAuthority> {
  const validity = {
    // clocks of other machines may be a little behind
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + lifetimeDays * DAY_MS),
  };
  const authorityKeys = await createKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name,
    serialNumber: newSerialNumber(),
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    certificate: pemOf(own),
    privateKey: await exportPrivateKey(authorityKeys.privateKey),
    async issue({ subject, usages, hosts = [] }) {
      const keys = await createKeys();
      const certificate = await X509CertificateGenerator.create({
        ...validity,
        subject,
        issuer: name,
        serialNumber: newSerialNumber(),
        publicKey: keys.publicKey,
        signingKey: authorityKeys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension(usages.map((usage) => EXTENDED_KEY_USAGE[usage])),
          ...(hosts.length > 0 ? [new SubjectAlternativeNameExtension(hosts.map(generalNameOf))] : []),
        ],
      });
      return { certificate: pemOf(certificate), privateKey: await exportPrivateKey(keys.privateKey) };
    },
  };
}

/** A key pair that signs nothing but tokens. PEM texts. */
export async function createSigningKeys(): Promise<{ privateKey: string; publicKey: string }> {
  const keys = await createKeys();
  return {
    privateKey: await exportPrivateKey(keys.privateKey),
    publicKey: pem(await crypto.subtle.exportKey("spki", keys.publicKey), "PUBLIC KEY"),
  };
}

function createKeys(): Promise<CryptoKeyPair> {
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

async function exportPrivateKey(key: CryptoKey): Promise<string> {
  return pem(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

function pem(data: ArrayBuffer, label: string): string {
  return `${PemConverter.encode(data, label)}\n`;
}
