import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// a stand-in for apt-get: fails while `failures` says so, and "downloads" one package
const APT_GET = `#!/bin/sh
echo "$*" >> calls
case "$*" in
  *update*)
    read -r failures < failures
    if [ "$failures" -gt 0 ]; then echo $((failures - 1)) > failures; echo "E: no network" >&2; exit 100; fi ;;
  *install*)
    for option; do case $option in Dir::Cache=*) echo package > "\${option#Dir::Cache=}/archives/redis-server.deb" ;; esac; done ;;
esac
`;
const DPKG_DEB = `#!/bin/sh
mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"
printf '#!/bin/sh\\n%s\\n' "$(cat behaviour)" > "$3/usr/bin/redis-server"
chmod +x "$3/usr/bin/redis-server"
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "redis-binary-test-"));
  mkdirSync(join(folder, "bin"));
  for (const [name, script] of Object.entries({ "apt-get": APT_GET, "dpkg-deb": DPKG_DEB })) {
    writeFileSync(join(folder, "bin", name), script);
    chmodSync(join(folder, "bin", name), 0o755);
  }
  arrange({ failures: 0, behaviour: "exit 0" });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function arrange({ failures, behaviour }: { failures: number; behaviour: string }): void {
  writeFileSync(join(folder, "failures"), `${failures}\n`);
  writeFileSync(join(folder, "behaviour"), behaviour);
}

/** Unpacks with the stand-ins on the PATH; the result or the error message. */
async function unpack(): Promise<string> {
  const program = `
    import { unpackDebianRedis } from "${import.meta.dirname}/../src/redis-debian-package.ts";
    await unpackDebianRedis("${folder}/cache", () => {}).then(
      (binary) => process.stdout.write(JSON.stringify(binary)),
      (error) => process.stdout.write(error.message),
    );
  `;
  const child = Bun.spawn(["bun", "-e", program], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` },
  });
  return new Response(child.stdout).text();
}
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n").length;

describe("unpacking the distribution's Redis", () => {
  test("gives the program with its libraries, and does the work once", async () => {
    const root = `${folder}/cache/redis-server`;
    const binary = {
      path: `${root}/usr/bin/redis-server`,
      environment: { LD_LIBRARY_PATH: `${root}/usr/lib:${root}/usr/lib/x86_64-linux-gnu` },
    };
    expect(JSON.parse(await unpack())).toEqual(binary);
    expect(JSON.parse(await unpack())).toEqual(binary);
    expect(calls()).toBe(2);
    expect(readdirSync(join(folder, "cache"))).toEqual(["redis-server"]);
  });

  test("several at the same time come to the same result", async () => {
    const [one, other] = await Promise.all([unpack(), unpack()]);
    expect(one).toBe(other);
    expect(one).toContain("LD_LIBRARY_PATH");
    expect(readdirSync(join(folder, "cache"))).toEqual(["redis-server"]);
  });

  test("is tried a second time", async () => {
    arrange({ failures: 1, behaviour: "exit 0" });
    expect(await unpack()).toContain("LD_LIBRARY_PATH");
  });

  test("fails after the second time with what apt said, and leaves nothing half-done", async () => {
    arrange({ failures: 2, behaviour: "exit 0" });
    expect(await unpack()).toContain("E: no network");
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  });

  test("keeps no program that does not run", async () => {
    arrange({ failures: 0, behaviour: "echo 'wrong libc' >&2; exit 127" });
    expect(await unpack()).toContain("wrong libc");
    expect(existsSync(join(folder, "cache/redis-server"))).toBe(false);
  });
});

test("a named Redis program that cannot be run is reported with its variable", async () => {
  const program = `
    import { findRedisBinary } from "${import.meta.dirname}/../src/redis-binary.ts";
    await findRedisBinary("${folder}/cache", () => {}).catch((error) => process.stdout.write(error.message));
  `;
  const child = Bun.spawn(["bun", "-e", program], {
    env: { ...process.env, REDIS_SERVER_BIN: "/no/such/redis" },
  });
  expect(await new Response(child.stdout).text()).toBe(
    "REDIS_SERVER_BIN names no program that can be run: /no/such/redis",
  );
});
