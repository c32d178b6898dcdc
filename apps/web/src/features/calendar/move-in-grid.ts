const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface Place {
  row: number;
  column: number;
}

/**
 * Where a key leads from a place of a grid. Places without a slot are passed over.
 *
 * @returns undefined when it leads nowhere
 */
export function moveInGrid(
  key: string,
  { row, column }: Place,
  rows: readonly { slots: readonly unknown[] }[],
): Place | undefined {
  const slots = rows[row]?.slots ?? [];
  if (key === "Home") return { row, column: slots.findIndex((slot) => slot !== undefined) };
  if (key === "End") return { row, column: slots.findLastIndex((slot) => slot !== undefined) };
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const place = { row: row + step[0], column: column + step[1] };
  while (place.column >= 0 && place.column < slots.length) {
    const found = rows[place.row];
    if (found === undefined) return undefined;
    if (found.slots[place.column] !== undefined) return place;
    place.row += step[0];
    place.column += step[1];
  }
  return undefined;
}
