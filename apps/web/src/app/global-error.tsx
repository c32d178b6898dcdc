"use client";

import "./globals.css";

export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
          <title>Something failed · Scheduler</title>
          <h1 className="font-semibold text-lg">The scheduler's pages cannot be shown right now</h1>
          <p className="text-muted-foreground">
            Schedules run all the same. If this stays, ask who runs the scheduler to look at its log.
          </p>
          <button
            type="button"
            onClick={reset}
            className="h-8 rounded-md border border-border-strong px-3 font-medium"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
