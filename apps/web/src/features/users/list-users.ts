import "server-only";
import type { User } from "@repo/core";
import { decodeUser } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { createLoader, parseAsString } from "nuqs/server";
import { api } from "@/server/api.ts";
import { orFirstPage } from "@/server/or-first-page.ts";
import { read } from "@/server/read.ts";

const PAGE_SIZE = 50;

/** The parameters of the list's URL. */
export const loadUserFilters = createLoader({
  q: parseAsString.withDefault(""),
  page: parseAsString.withDefault(""),
});

/** A page of users, newest first. Administrators only. @param q only those whose name contains it */
export async function listUsers({
  q,
  page,
}: {
  q: string;
  page: string;
}): Promise<{ users: User[]; nextPageToken: string }> {
  const { users, nextPageToken } = await read(
    orFirstPage(page, (pageToken) =>
      api(UserService).listUsers({ nameContains: q, pageToken, pageSize: PAGE_SIZE }),
    ),
  );
  return { users: users.map(decodeUser), nextPageToken };
}
