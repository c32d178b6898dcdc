# The web UI: docker build -f deploy/images/web.Dockerfile .

FROM docker.io/oven/bun:1.4.5 AS build
WORKDIR /repository
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun install --frozen-lockfile --filter '@repo/web' --filter distributed-scheduler
RUN bun run --cwd apps/web build

# Next.js needs a runtime; of the node_modules only what its server was traced to use comes along
FROM docker.io/oven/bun:1.4.5-slim
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="distributed-scheduler/web" \
      org.opencontainers.image.description="web UI of the distributed scheduler" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=build /repository/apps/web/.next/standalone ./
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
USER 1000:1000
EXPOSE 3000
ENTRYPOINT ["bun", "apps/web/server.js"]
