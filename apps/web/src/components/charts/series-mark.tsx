import { colourOf, type Series } from "./chart-data.ts";

/** What a series looks like, beside its name. */
export function SeriesMark({ series }: { series: Pick<Series, "tone" | "isHollow"> }) {
  const colour = colourOf(series);
  return (
    <span
      aria-hidden
      className="size-2.5 shrink-0 rounded-[2px]"
      style={series.isHollow ? { border: `1.5px dashed ${colour}` } : { background: colour }}
    />
  );
}
