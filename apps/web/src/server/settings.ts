import { addressSetting, integerSetting } from "@repo/runtime";
import { ClientTlsConfig, privateKeySetting } from "@repo/runtime/auth";
import { z } from "zod";

/** The environment of the web UI. None of it reaches the browser. */
export const Config = z.object({
  ...ClientTlsConfig.shape,
  /** Where the replicas of schedule-microservice are: a name with all their addresses, or a list. */
  SCHEDULE_SERVICE_ADDRESS: addressSetting(),
  /** Where user-microservice is. */
  USER_SERVICE_ADDRESS: addressSetting(),
  /** Lets user-microservice believe which address a sign-in comes from. Not set: it sees this server's. */
  SERVICE_PRIVATE_KEY: privateKeySetting().optional(),
  /** Proxies in front that add to `x-forwarded-for`. 0: nobody does, and the header is not believed. */
  TRUSTED_PROXIES: integerSetting({ min: 0, max: 8 }).default(0),
});
export type Config = z.output<typeof Config>;
