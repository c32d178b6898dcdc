import type { Metadata } from "next";
import { Profile } from "@/features/account/profile.tsx";
import { requireUser } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  return <Profile user={await requireUser()} />;
}
