import { describe, expect, test } from "bun:test";
import { contains, legsOf, overlaps, type Rect } from "./geometry.ts";
import { type Picture, renderPicture } from "./picture.ts";
import { drawPictures, fileOf } from "./pictures.ts";

const pictures = await drawPictures();

/** How far a line may reach into a shape: its arrow touches the outline. */
const TOUCH = 3;

describe.each(pictures.map((picture): [string, Picture] => [picture.name, picture]))("%s", (_, picture) => {
  test("is committed as its source draws it (if not: bun run diagrams)", async () => {
    const file = Bun.file(fileOf(picture));
    expect(await file.exists()).toBe(true);
    expect((await file.text()) === renderPicture(picture)).toBe(true);
  });

  test("hides nothing: no shape, text or line lies on another one", () => {
    expect(collisionsOf(picture)).toEqual([]);
  });

  test("keeps inside of its card", () => {
    const card: Rect = { x: 8, y: 8, width: picture.width - 16, height: picture.height - 16 };
    const areas = picture.marks.flatMap((mark) => [
      ...(mark.solid ? [mark.solid] : []),
      ...(mark.labels ?? []),
      ...legsOf(mark.way ?? []),
    ]);
    expect(areas.filter((area) => !contains(card, area))).toEqual([]);
  });
});

function collisionsOf({ marks }: Picture): string[] {
  const solids = marks.flatMap((mark, owner) =>
    mark.solid ? [{ kind: "shape", owner, area: mark.solid }] : [],
  );
  const cores = solids.map((solid) => ({ ...solid, area: shrink(solid.area, TOUCH) }));
  const labels = marks.flatMap((mark, owner) =>
    (mark.labels ?? []).map((area) => ({ kind: "text", owner, area })),
  );
  const legs = marks.flatMap((mark, owner) =>
    legsOf(mark.way ?? []).map((area) => ({ kind: "line", owner, area })),
  );

  const pairs = [
    ...solids.flatMap((a, i) => solids.slice(i + 1).map((b) => [a, b] as const)),
    ...labels.flatMap((a, i) => labels.slice(i + 1).map((b) => [a, b] as const)),
    ...labels.flatMap((a) => solids.map((b) => [a, b] as const)),
    ...legs.flatMap((a) => cores.map((b) => [a, b] as const)),
    ...legs.flatMap((a) => labels.filter((b) => b.owner !== a.owner).map((b) => [a, b] as const)),
  ];
  return pairs
    .filter(([a, b]) => overlaps(a.area, b.area))
    .map(
      ([a, b]) =>
        `${a.kind} of mark ${a.owner} lies on ${b.kind} of mark ${b.owner}: ${JSON.stringify([a.area, b.area])}`,
    );
}

function shrink({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}
