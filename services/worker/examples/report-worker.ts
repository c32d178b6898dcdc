import { defineHandler, PermanentError, runWorker } from "@repo/worker";
import { z } from "zod";

await runWorker({
  handlers: {
    "send-report": defineHandler({
      payload: z.object({ recipient: z.email(), day: z.iso.datetime() }),
      async run({ payload, run, signal, logger }) {
        if (payload.recipient.endsWith("@example.org"))
          throw new PermanentError("example.org takes no reports");
        signal.throwIfAborted();
        logger.info({ recipient: payload.recipient }, "sending the report");
        // whoever receives the key twice has the report already
        return { sent: true, idempotencyKey: run.id };
      },
    }),
  },
});
