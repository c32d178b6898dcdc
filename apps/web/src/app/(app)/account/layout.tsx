import type { ReactNode } from "react";
import { LinkTabs } from "@/components/link-tabs.tsx";
import { PageHeader } from "@/components/page-header.tsx";

const TABS = [
  { href: "/account/profile", label: "Profile" },
  { href: "/account/sessions", label: "Sessions" },
  { href: "/account/tokens", label: "API tokens" },
];

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Account" description="Who you are here, and what signs in as you.">
        <LinkTabs label="Account" tabs={TABS} />
      </PageHeader>
      {children}
    </>
  );
}
