#!/bin/sh
# stand-in-images.sh <image…>: makes the public images that are neither here nor to be had from their registries, out of
# Debian's packages and this machine's own Bun and Postgres, so that unmodified Dockerfiles build where no registry is
# reachable. The cluster's own pause image is always made here. POSTGRES_FILES: the folder of Postgres' programs.
set -eu
work=$(mktemp -d /var/tmp/stand-in-images-XXXXXX)
trap 'rm -rf "$work"' EXIT
authorities=/etc/ssl/certs/ca-certificates.crt
base=docker.io/library/debian:bookworm-slim

is_here() { podman image exists "$1"; }
can_be_pulled() { timeout 60 podman pull --quiet "$1" >/dev/null 2>&1; }
# <variant> <packages> <image>: an image of nothing but Debian packages
import_debian() {
  mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
  mmdebstrap --quiet --variant="$1" --include="$2" --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' bookworm "$work/root.tar" "deb $mirror bookworm main"
  podman import --quiet --change 'CMD ["bash"]' "$work/root.tar" "$3"
}
build() { podman build --quiet --pull=never --network=host --tag "$1" "$work/context"; }

make_pause() {
  cat >"$work/pause.c" <<'EOF'
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void leave(int signal) { (void)signal; _exit(0); }
static void reap(int signal) { (void)signal; while (waitpid(-1, 0, WNOHANG) > 0); }
int main(void) { signal(SIGTERM, leave); signal(SIGINT, leave); signal(SIGCHLD, reap); for (;;) pause(); }
EOF
  gcc -Os -static -s -o "$work/context/pause" "$work/pause.c"
  printf 'FROM scratch\nCOPY pause /pause\nENTRYPOINT ["/pause"]\n' >"$work/context/Dockerfile"
  build "$1"
}

make_bun() {
  cp "$(readlink -f "$(command -v bun)")" "$work/context/bun"
  cp "$authorities" "$work/context/"
  cat >"$work/context/Dockerfile" <<EOF
FROM $base
RUN groupadd -g 1000 bun && useradd -u 1000 -g bun -m bun
COPY ca-certificates.crt $authorities
ENV NODE_EXTRA_CA_CERTS=$authorities
COPY bun /usr/local/bin/bun
RUN ln -s bun /usr/local/bin/bunx
WORKDIR /home/bun/app
ENTRYPOINT ["/usr/local/bin/bun"]
EOF
  build "$1"
}

make_distroless() {
  import_debian extract base-files,libc6,libgcc-s1,libstdc++6,libssl3,libgomp1,ca-certificates,tzdata,netbase localhost/distroless-root
  cp "$authorities" "$work/context/"
  printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$work/context/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$work/context/group"
  cat >"$work/context/Dockerfile" <<EOF
FROM localhost/distroless-root
COPY passwd group /etc/
COPY ca-certificates.crt $authorities
USER 65532
WORKDIR /home/nonroot
EOF
  build "$1"
}

make_postgres() {
  cp -a "$POSTGRES_FILES" "$work/context/postgres"
  # of the official entrypoint, what is used here
  cat >"$work/context/entrypoint.sh" <<'EOF'
#!/bin/bash
set -e
export PGDATA=${PGDATA:-/var/lib/postgresql/18/docker}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" -A scram-sha-256 >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "CREATE DATABASE $POSTGRES_DB" | postgres --single -D "$PGDATA" postgres >/dev/null
fi
[ "${1:0:1}" = - ] && set -- postgres "$@"
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
EOF
  chmod +x "$work/context/entrypoint.sh"
  cat >"$work/context/Dockerfile" <<EOF
FROM $base
RUN apt-get update -qq && apt-get install -qq --no-install-recommends postgresql-client-15 >/dev/null \\
    && rm -rf /var/lib/apt/lists/* && groupadd -g 999 database && useradd -u 999 -g 999 database
COPY postgres /opt/postgres
COPY entrypoint.sh /usr/local/bin/entrypoint.sh
ENV PATH=/usr/local/bin:/opt/postgres/bin:/usr/lib/postgresql/15/bin:/usr/bin:/bin
VOLUME /var/lib/postgresql
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["postgres"]
EOF
  build "$1"
}

make_redis() {
  cat >"$work/context/Dockerfile" <<EOF
FROM $base
RUN apt-get update -qq && apt-get install -qq --no-install-recommends redis-server >/dev/null && rm -rf /var/lib/apt/lists/*
WORKDIR /data
CMD ["redis-server"]
EOF
  build "$1"
}

for image in "$base" "$@"; do
  is_here "$image" && continue
  rm -rf "$work/context"
  mkdir "$work/context"
  case $image in
    localhost/pause:*) make_pause "$image"; continue ;;
    localhost/*) continue ;;
  esac
  can_be_pulled "$image" && continue
  case $image in
    "$base") import_debian minbase ca-certificates "$image" ;;
    docker.io/oven/bun:*) make_bun "$image" ;;
    gcr.io/distroless/cc-debian12:*) make_distroless "$image" ;;
    docker.io/library/postgres:*) make_postgres "$image" ;;
    docker.io/library/redis:*) make_redis "$image" ;;
    *) echo "$image can neither be pulled nor made" >&2; exit 1 ;;
  esac
  echo "made a stand-in for $image"
done
