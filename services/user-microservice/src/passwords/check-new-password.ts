import { invalid, weaknessOf } from "@repo/core";

/** @throws DomainError INVALID with field `newPassword` */
export function checkNewPassword(
  newPassword: string,
  { username, currentPassword }: { username: string; currentPassword: string },
): void {
  const weakness =
    newPassword === currentPassword
      ? "must differ from the password until now"
      : weaknessOf(newPassword, username);
  if (weakness !== undefined) throw invalid([{ field: "newPassword", message: weakness }]);
}
