import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";

// shorter than the 5 s after which common servers close an idle connection; their own Keep-Alive hint shortens it further
const IDLE_CONNECTION_MS = 4_000;
const IDLE_CONNECTIONS_PER_ORIGIN = 16;
const MAX_RESPONSE_HEADERS_BYTES = 16_384;

export interface ConnectionPool {
  request(url: URL, options: ConnectionOptions): http.ClientRequest;
  close(): void;
}

export interface ConnectionOptions extends Pick<http.RequestOptions, "method" | "headers"> {
  /** Open a new connection instead of using an idle one. */
  fresh: boolean;
}

/** Connections kept open per origin. Every new one, fresh or not, goes where `lookup` says. */
export function createConnectionPool(options: {
  connectionsPerOrigin: number;
  lookup: LookupFunction;
}): ConnectionPool {
  const connectOptions = {
    maxSockets: options.connectionsPerOrigin,
    // not read from the environment, where certificate checks can be turned off
    rejectUnauthorized: true,
    lookup: options.lookup,
  };
  const keepOptions = {
    ...connectOptions,
    keepAlive: true,
    maxFreeSockets: IDLE_CONNECTIONS_PER_ORIGIN,
    timeout: IDLE_CONNECTION_MS,
  };
  const plain = {
    send: http.request,
    kept: new http.Agent(keepOptions),
    fresh: new http.Agent(connectOptions),
  };
  const secure = {
    send: https.request,
    kept: new https.Agent(keepOptions),
    fresh: new https.Agent(connectOptions),
  };

  return {
    request(url, { fresh, ...requestOptions }) {
      const { send, ...agents } = url.protocol === "https:" ? secure : plain;
      const agent = fresh ? agents.fresh : agents.kept;
      return send(url, { ...requestOptions, agent, maxHeaderSize: MAX_RESPONSE_HEADERS_BYTES });
    },
    close() {
      for (const agent of [plain.kept, plain.fresh, secure.kept, secure.fresh]) agent.destroy();
    },
  };
}
