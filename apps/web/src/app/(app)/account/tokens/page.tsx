import { Role, roleIncludes } from "@repo/core";
import type { Metadata } from "next";
import { Card, CardDescription, CardHeader } from "@/components/ui/card.tsx";
import { ApiTokenList } from "@/features/account/api-token-list.tsx";
import { CreateApiTokenButton } from "@/features/account/create-api-token-button.tsx";
import { listApiTokens } from "@/features/account/list-api-tokens.ts";
import { requireUser } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "API tokens" };

export default async function ApiTokensPage() {
  const [user, tokens] = await Promise.all([requireUser(), listApiTokens()]);
  const roles = Role.options.filter((role) => roleIncludes(user.role, role));
  return (
    <Card>
      <CardHeader>
        <CardDescription>
          For programs that act as you: the CLI, scripts, CI. They never may do more than you.
        </CardDescription>
        <div className="ml-auto">
          <CreateApiTokenButton roles={roles} />
        </div>
      </CardHeader>
      <ApiTokenList tokens={tokens} />
    </Card>
  );
}
