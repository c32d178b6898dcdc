import { getCACertificates } from "node:tls";
import { ChannelCredentials, type ChannelOptions, Client } from "@grpc/grpc-js";
import type { ServerAddress } from "./resolve-address.ts";

/** Channels kept; those in use count, and are never closed. */
const MAX_CHANNELS = 64;

const CHANNEL_OPTIONS: ChannelOptions = {
  // trying again is for the schedule's policies to decide
  "grpc.enable_retries": 0,
  // the addresses were checked: nobody else is to be asked where to connect, or how
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
  "grpc.max_receive_message_length": 4 * 1_048_576,
  "grpc.client_idle_timeout_ms": 60_000,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  // an attempt after a back-off of seconds is to find the server that is there again
  "grpc.initial_reconnect_backoff_ms": 200,
  "grpc.max_reconnect_backoff_ms": 2_000,
};

/** A channel while it is in use. */
export interface BorrowedChannel extends Disposable {
  client: Client;
}

export interface ChannelPool {
  /** To exactly these addresses; shared by all calls to them. */
  borrow(server: ServerAddress, plaintext: boolean): BorrowedChannel;
  readonly size: number;
  /** Closes every channel; calls under way fail. */
  close(): void;
}

/** Trusts whom http targets trust. Checks are not turned off by the environment. */
function createTls(): ChannelCredentials {
  const authorities = Buffer.from(getCACertificates("default").join("\n"));
  return ChannelCredentials.createSsl(authorities, null, null, { rejectUnauthorized: true });
}

export function createChannelPool(): ChannelPool {
  // in the order of their last use
  const channels = new Map<string, { client: Client; users: number }>();
  const insecure = ChannelCredentials.createInsecure();
  let secure: ChannelCredentials | undefined;

  function open({ target, authority, host }: ServerAddress, plaintext: boolean): Client {
    if (!plaintext) secure ??= createTls();
    return new Client(target, secure === undefined || plaintext ? insecure : secure, {
      ...CHANNEL_OPTIONS,
      "grpc.default_authority": authority,
      ...(!plaintext && { "grpc.ssl_target_name_override": host.replace(/^\[|\]$/g, "") }),
    });
  }

  function closeUnused(): void {
    for (const [key, { client, users }] of channels) {
      if (channels.size <= MAX_CHANNELS) return;
      if (users > 0) continue;
      channels.delete(key);
      client.close();
    }
  }

  return {
    borrow(server, plaintext) {
      const key = `${plaintext} ${server.authority} ${server.target}`;
      const channel = channels.get(key) ?? { client: open(server, plaintext), users: 0 };
      channels.delete(key);
      channels.set(key, channel);
      channel.users += 1;
      closeUnused();
      return {
        client: channel.client,
        [Symbol.dispose]() {
          channel.users -= 1;
          closeUnused();
        },
      };
    },
    get size() {
      return channels.size;
    },
    close() {
      for (const { client } of channels.values()) client.close();
      channels.clear();
    },
  };
}
