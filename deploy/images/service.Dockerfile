# One image for each service: docker build -f deploy/images/service.Dockerfile --build-arg SERVICE=worker .
# `bun run images` builds all of them.

# what all services are built from, once for all of them
FROM docker.io/oven/bun:1.4.5 AS source
WORKDIR /repository
COPY . .
RUN --mount=type=cache,target=/root/.bun/install/cache \
    bun install --frozen-lockfile --filter './services/*' --filter '@repo/db' \
    && bun run --cwd packages/db generate

FROM source AS build
ARG SERVICE
# bytecode: starts in a third of the time; nothing is read from the folder that it is started in
RUN bun build services/${SERVICE}/src/main.ts --outfile /out/service \
    --compile --bytecode --format=esm --sourcemap=linked \
    --no-compile-autoload-dotenv --no-compile-autoload-bunfig

# glibc, libgcc, certificates and time zones, and neither a shell nor a package manager
FROM gcr.io/distroless/cc-debian12:nonroot AS service
ARG SERVICE
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="distributed-scheduler/${SERVICE}" \
      org.opencontainers.image.description="${SERVICE} of the distributed scheduler" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV SERVICE_VERSION="${VERSION}+${REVISION}"
COPY --from=build /out/service /app/service
USER 65532:65532
ENTRYPOINT ["/app/service"]

# the same with the migrations beside it: --target migration --build-arg SERVICE=migration
FROM service AS migration
COPY packages/db/prisma/migrations /app/migrations
ENV MIGRATIONS_FOLDER=/app/migrations

# what is built without --target
FROM service
