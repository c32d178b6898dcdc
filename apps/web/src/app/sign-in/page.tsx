import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Brand } from "@/components/shell/brand.tsx";
import { Card, CardContent } from "@/components/ui/card.tsx";
import { SignInForm } from "@/features/account/sign-in-form.tsx";
import { safeReturnPath } from "@/server/session/return-path.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { next } = await searchParams;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 bg-surface-sunken px-4 py-10">
      <Brand />
      <Card className="w-full max-w-sm">
        <CardContent className="flex flex-col gap-5 p-6">
          <div>
            <h1 className="font-semibold text-lg">Sign in</h1>
            <p className="text-muted-foreground">With the account that an administrator has made for you.</p>
          </div>
          <SignInForm next={safeReturnPath(typeof next === "string" ? next : undefined)} />
        </CardContent>
      </Card>
    </main>
  );
}
