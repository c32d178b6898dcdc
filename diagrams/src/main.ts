import { renderPicture } from "./picture.ts";
import { drawPictures, fileOf } from "./pictures.ts";

for (const picture of await drawPictures()) {
  await Bun.write(fileOf(picture), renderPicture(picture));
  process.stdout.write(`diagrams/${picture.name}.svg\n`);
}
