import { architecture } from "./architecture.ts";
import { drawDataModel } from "./data-model.ts";
import { howARunHappens } from "./how-a-run-happens.ts";
import type { Picture } from "./picture.ts";
import { runStates } from "./run-states.ts";

const SCHEMA = new URL("../../packages/db/prisma/schema.prisma", import.meta.url);

/** All pictures, as the sources have them now. */
export async function drawPictures(): Promise<Picture[]> {
  return [architecture, howARunHappens, runStates, drawDataModel(await Bun.file(SCHEMA).text())];
}

/** Where a picture is committed. */
export function fileOf(picture: Picture): URL {
  return new URL(`../${picture.name}.svg`, import.meta.url);
}
