import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/page-header.tsx";
import { Card, CardContent, CardFooter, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { RotateSigningKeyButton } from "@/features/security/rotate-signing-key-button.tsx";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  await requireRole("ADMIN");
  return (
    <>
      <PageHeader title="Security" description="What all sessions rest on." />
      <Card className="max-w-2xl">
        <CardHeader>
          <CardTitle>Signing key</CardTitle>
        </CardHeader>
        <CardContent className="flex flex-col gap-2">
          <p>
            Access tokens are signed with a key that every service checks them by. Rotate it now and then, and
            at once when it may have leaked.
          </p>
          <p className="text-muted-foreground">
            Every rotation stands in the{" "}
            <Link href="/admin/audit?action=SIGNING_KEY_ROTATED" className="text-primary underline">
              audit log
            </Link>
            .
          </p>
        </CardContent>
        <CardFooter>
          <RotateSigningKeyButton />
        </CardFooter>
      </Card>
    </>
  );
}
