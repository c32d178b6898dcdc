import { UsersIcon } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { SearchField } from "@/components/filters/search-field.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { Card } from "@/components/ui/card.tsx";
import { CreateUserButton } from "@/features/users/create-user-button.tsx";
import { listUsers, loadUserFilters } from "@/features/users/list-users.ts";
import { UserList } from "@/features/users/user-list.tsx";
import { countOf } from "@/lib/format-count.ts";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const self = await requireRole("ADMIN");
  const { users, nextPageToken } = await listUsers(loadUserFilters(await searchParams));
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may sign in, and what they may do."
        actions={<CreateUserButton />}
      />
      <Card>
        <FilterBar params={["q"]}>
          <SearchField label="Search users" />
        </FilterBar>
        <div className="border-t">
          <UserList
            users={users.map((user) => ({ ...user, isSelf: user.id === self.id }))}
            empty={
              <EmptyState icon={UsersIcon} title="Nobody is called that">
                Usernames and display names are searched.
              </EmptyState>
            }
          />
        </div>
        <KeysetPager
          nextToken={nextPageToken}
          summary={`${countOf(users.length, "user")} on this page, newest first`}
        />
      </Card>
    </>
  );
}
