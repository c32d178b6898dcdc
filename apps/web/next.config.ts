import { resolve } from "node:path";
import type { NextConfig } from "next";

const root = resolve(import.meta.dirname, "../..");

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
  experimental: {
    authInterrupts: true,
    optimizePackageImports: ["radix-ui", "lucide-react", "recharts"],
  },
};

export default config;
