/** What a target said about itself in a word or two each. */
export function OutputFacts({ facts }: { facts: readonly { name: string; value: string }[] }) {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-xs">
      {facts.map(({ name, value }) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-muted-foreground">{name}</dt>
          <dd className="wrap-anywhere font-mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
