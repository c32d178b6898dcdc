export { runWorker, type WorkerOptions } from "./run-worker.ts";
export {
  defineHandler,
  type HandlerContext,
  type HandlerFunction,
  type Handlers,
  PermanentError,
} from "./targets/index.ts";
