import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header.tsx";
import { Card } from "@/components/ui/card.tsx";
import { CreateSecretButton } from "@/features/secrets/create-secret-button.tsx";
import { listSecrets } from "@/features/secrets/list-secrets.ts";
import { SecretList } from "@/features/secrets/secret-list.tsx";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Secrets" };

export default async function SecretsPage() {
  await requireRole("ADMIN");
  return (
    <>
      <PageHeader
        title="Secrets"
        description="What targets need and nobody should read. Schedules only hold their names."
        actions={<CreateSecretButton />}
      />
      <Card>
        <SecretList secrets={await listSecrets()} />
      </Card>
    </>
  );
}
