import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Chromium of this machine: CHROMIUM_BIN, one in the usual places, or Debian's package, which is installed where this
 * may be done without asking.
 *
 * @throws Error with the remedy
 */
export function findChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("installing Chromium with apt-get …\n");
    const install = "apt-get update -q && apt-get install -yq --no-install-recommends chromium";
    spawnSync("sh", ["-c", install], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const installed = lookForChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    "there is no Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM_BIN",
  );
}

function lookForChromium(): string | undefined {
  const { CHROMIUM_BIN } = process.env;
  return CHROMIUM_BIN ? CHROMIUM_BIN : PLACES.find((place) => existsSync(place));
}
