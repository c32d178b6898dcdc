import { LockIcon } from "lucide-react";
import { EmptyState } from "@/components/empty-state.tsx";

export default function Forbidden() {
  return (
    <EmptyState isPage icon={LockIcon} title="You may not see this">
      Your role does not include it. An administrator can change your role.
    </EmptyState>
  );
}
