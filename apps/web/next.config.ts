import { resolve } from "node:path";
import type { NextConfig } from "next";

const root = resolve(import.meta.dirname, "../..");

/** The Content-Security-Policy is made for each answer, in `src/proxy.ts`. */
const SECURITY_HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  // without effect where there is no HTTPS
  { key: "strict-transport-security", value: "max-age=31536000" },
];

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  // packages of this repository are TypeScript sources
  transpilePackages: ["@repo/core", "@repo/proto", "@repo/runtime"],
  serverExternalPackages: ["@grpc/grpc-js", "pino", "pino-pretty", "prom-client"],
  // `tsc` checks the types, before anything is built
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // pages name their icon, but browsers ask for this one before they have read so far
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
  experimental: {
    authInterrupts: true,
    optimizePackageImports: ["radix-ui", "lucide-react", "recharts"],
  },
};

export default config;
