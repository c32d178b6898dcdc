import { connect, createServer, type Server, type Socket } from "node:net";

export interface FaultProxyOptions {
  targetPort: number;
  targetHost?: string;
  /** The port to listen on; a free one when missing. */
  port?: number;
}

/** A TCP proxy on the loopback address that behaves like a bad network. It passes everything on until told otherwise. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections are open. */
  connectionCount(): number;
  /** Ends every fault; open connections continue where they were. */
  heal(): Promise<void>;
  /** New connections are refused, like those to a stopped server; open ones continue. */
  refuse(): Promise<void>;
  /** A black hole: connections are accepted and stay open, but nothing comes through, in either direction. */
  stall(): void;
  /** Delays all that passes by `latencyMs` each way, in order. 0 ends it. */
  delay(latencyMs: number): void;
  /** Breaks the open connections with a reset; new ones are treated as before. */
  cut(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { targetPort, targetHost = "127.0.0.1" } = options;
  const fault: Fault = { isStalled: false, latencyMs: 0 };
  const links = new Set<Link>();

  const accept = (client: Socket) => {
    const link = openLink(client, connect(targetPort, targetHost), fault);
    links.add(link);
    client.once("close", () => links.delete(link));
  };
  let server: Server | undefined = await listen(options.port ?? 0, accept);
  const port = portOf(server);

  const cut = () => {
    for (const link of links) link.reset();
  };
  const refuse = async () => {
    const listening = server;
    server = undefined;
    // the callback of close() waits for the last open connection: those are to live on
    listening?.close();
  };
  const close = async () => {
    await refuse();
    cut();
  };
  return {
    port,
    connectionCount: () => links.size,
    async heal() {
      fault.isStalled = false;
      fault.latencyMs = 0;
      for (const link of links) link.resume();
      server ??= await listen(port, accept);
    },
    refuse,
    stall() {
      fault.isStalled = true;
      for (const link of links) link.pause();
    },
    delay(latencyMs) {
      fault.latencyMs = latencyMs;
    },
    cut,
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Fault {
  isStalled: boolean;
  latencyMs: number;
}

/** The two halves of one proxied connection. */
interface Link {
  pause(): void;
  resume(): void;
  reset(): void;
}

function openLink(client: Socket, target: Socket, fault: Fault): Link {
  const pipes = [openPipe(client, target, fault), openPipe(target, client, fault)];
  const reset = () => {
    client.resetAndDestroy();
    target.resetAndDestroy();
  };
  for (const socket of [client, target]) {
    socket.on("error", reset);
    socket.setNoDelay(true);
  }
  client.once("close", () => target.destroy());
  target.once("close", () => client.destroySoon());
  return {
    pause: () => {
      for (const pipe of pipes) pipe.pause();
    },
    resume: () => {
      for (const pipe of pipes) pipe.resume();
    },
    reset,
  };
}

interface Pipe {
  pause(): void;
  resume(): void;
}

/** One direction: what was read waits in line until its time has come and the stall has ended. */
function openPipe(source: Socket, sink: Socket, fault: Fault): Pipe {
  const line: { chunk: Buffer | "end"; releaseAtMs: number }[] = [];
  const flush = () => {
    for (let head = line[0]; head !== undefined; head = line[0]) {
      if (fault.isStalled || head.releaseAtMs > performance.now()) return;
      line.shift();
      if (head.chunk === "end") sink.end();
      // a slow sink holds back its source, as a real network would
      else if (!sink.write(head.chunk)) source.pause();
    }
  };
  const enqueue = (chunk: Buffer | "end") => {
    line.push({ chunk, releaseAtMs: performance.now() + fault.latencyMs });
    if (fault.latencyMs === 0) flush();
    // timers may fire a fraction early
    else setTimeout(flush, fault.latencyMs + 1);
  };
  source.on("data", enqueue);
  source.once("end", () => enqueue("end"));
  sink.on("drain", () => {
    if (!fault.isStalled) source.resume();
  });
  if (fault.isStalled) source.pause();
  return {
    // not read, so that the sender's own buffers fill up in time
    pause: () => void source.pause(),
    resume: () => {
      flush();
      source.resume();
    },
  };
}

function listen(port: number, accept: (client: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, accept);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("the proxy does not listen on a TCP port");
  return address.port;
}
