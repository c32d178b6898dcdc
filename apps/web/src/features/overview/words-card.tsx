import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";

const WORDS = [
  ["Schedule", "What is to be done, and when: a cron expression, an interval or one instant."],
  ["Due time", "An instant that a schedule names. It ends with one outcome, and a reason when nothing ran."],
  ["Run", "One due time of one schedule: planned ahead, queued when it is due, taken by a worker."],
  ["Attempt", "One try at a run. One that fails is followed by another, as the schedule allows."],
  ["Horizon", "How far ahead due times are runs already, which start even if nobody plans."],
] as const;

/** The words that are used everywhere. */
export function WordsCard() {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Words</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2.5">
          {WORDS.map(([word, meaning]) => (
            <div key={word} className="contents">
              <dt className="font-medium">{word}</dt>
              <dd className="text-muted-foreground">{meaning}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}
