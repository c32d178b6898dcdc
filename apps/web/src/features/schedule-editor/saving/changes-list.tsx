import type { DefinitionChange } from "./definition-changes.ts";

/** What is different, field by field: what was there, and what takes its place. */
export function ChangesList({ changes, label }: { changes: readonly DefinitionChange[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y rounded-lg border">
      {changes.map(({ path, label, before, after }) => (
        <li key={path} className="flex flex-col gap-1 px-3 py-2">
          <p className="font-medium">{label}</p>
          <div className="flex flex-col gap-1 font-mono text-xs">
            {before !== "" && (
              <Value sign="−" word="was" text={before} className="bg-danger-soft text-danger" />
            )}
            {after !== "" && (
              <Value sign="+" word="becomes" text={after} className="bg-success-soft text-success" />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Value({
  sign,
  word,
  text,
  className,
}: {
  sign: string;
  word: string;
  text: string;
  className: string;
}) {
  return (
    <div className={`flex gap-2 rounded-sm px-2 py-1 ${className}`}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word}</span>
      <span className="wrap-anywhere max-h-40 min-w-0 overflow-y-auto whitespace-pre-wrap">{text}</span>
    </div>
  );
}
