import type { IncomingMessage } from "node:http";
import https from "node:https";
import {
  type Configuration,
  createConfiguration,
  type KubeConfig,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
} from "@kubernetes/client-node";
import { ClusterError, messageOfStatus } from "./cluster-error.ts";

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 20;

/** Requests to the Kubernetes API. */
export interface ClusterTransport {
  /** For the library's API clients. */
  configuration: Configuration;
  /** The lines of an answer that does not end by itself. @throws ClusterError */
  readLines(path: string, query: Record<string, string>, signal: AbortSignal): AsyncIterable<string>;
  close(): void;
}

interface Request {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | undefined;
  /** Milliseconds without a byte after which the connection counts as broken. */
  idleTimeout: number;
  signal?: AbortSignal;
}

/**
 * Sends over node:https, because the library's own requests ignore the certificate authority and the client
 * certificate of the cluster's configuration on Bun.
 */
export function createClusterTransport(config: KubeConfig): ClusterTransport {
  const server = config.getCurrentCluster()?.server ?? "";
  const agent = new https.Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  // a watch holds its connection for minutes
  const watchAgent = new https.Agent();

  async function send(request: Request, via: https.Agent): Promise<IncomingMessage> {
    const { url, method = "GET", body, idleTimeout, signal } = request;
    const options: https.RequestOptions = {};
    // certificates, and a token that is read anew when it has been rotated
    await config.applyToHTTPSOptions(options);
    const headers = { ...request.headers, ...options.headers };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = https.request(url, { ...options, method, headers, agent: via, ...(signal && { signal }) });
    sent.setTimeout(idleTimeout, () => sent.destroy(new Error(`no answer within ${idleTimeout} ms`)));
    sent.on("response", resolve);
    sent.on("error", reject);
    sent.end(body);
    return promise;
  }

  const httpApi = wrapHttpLibrary({
    async send(context) {
      const body = context.getBody();
      const request = {
        url: context.getUrl(),
        method: context.getHttpMethod(),
        headers: context.getHeaders(),
        body: body === undefined ? undefined : String(body),
        idleTimeout: REQUEST_TIMEOUT_MS,
      };
      const response = await send(request, agent);
      const answer = await readAll(response);
      return new ResponseContext(response.statusCode ?? 0, headersOf(response), {
        text: async () => answer.toString(),
        binary: async () => answer,
        stream: () => null,
      });
    },
  });

  return {
    configuration: createConfiguration({ baseServer: new ServerConfiguration(server, {}), httpApi }),
    async *readLines(path, query, signal) {
      const url = `${server}${path}?${new URLSearchParams(query)}`;
      const idleTimeout = (Number(query.timeoutSeconds) + 30) * 1_000;
      const response = await send({ url, idleTimeout, signal }, watchAgent);
      if (response.statusCode !== 200) {
        throw new ClusterError(messageOfStatus(String(await readAll(response))), response.statusCode);
      }
      let rest = "";
      for await (const chunk of response.setEncoding("utf8")) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
      }
    },
    close() {
      agent.destroy();
      watchAgent.destroy();
    },
  };
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
}
