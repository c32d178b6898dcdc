import { type ChartRow, type ChartUnit, formatValue, type Series } from "./chart-data.ts";

/** The figures of a chart, for those who would rather read them. */
export function ChartTable({
  label,
  rowName,
  unit,
  series,
  rows,
}: {
  label: string;
  /** What the rows are, such as `Time`. */
  rowName: string;
  unit: ChartUnit;
  series: readonly Series[];
  rows: readonly ChartRow[];
}) {
  const shown = rows.filter(({ values }) => series.some(({ key }) => (values[key] ?? 0) > 0));
  if (shown.length === 0) return <p className="text-muted-foreground">There is nothing to list.</p>;
  return (
    <table aria-label={label} className="w-full text-xs">
      <thead className="text-muted-foreground">
        <tr>
          <th scope="col" className="sticky top-0 bg-surface py-1 text-left font-medium">
            {rowName}
          </th>
          {series.map(({ key, label: name }) => (
            <th key={key} scope="col" className="sticky top-0 bg-surface py-1 pl-3 text-right font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ label: rowLabel, values }, index) => (
          // an hour that clocks repeat has two rows of one name
          <tr key={`${rowLabel} ${index}`} className="border-t">
            <th scope="row" className="py-1 text-left font-normal">
              {rowLabel}
            </th>
            {series.map(({ key }) => {
              const value = values[key] ?? null;
              return (
                <td key={key} className="py-1 pl-3 text-right">
                  {value === null ? "–" : formatValue(unit, value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
