/** One key pressed, as far as shortcuts care. */
export interface KeyPress {
  key: string;
  /** Ctrl, or Command on a Mac. */
  isMod: boolean;
  /** Somebody is writing. */
  isInField: boolean;
}

export type ShortcutAction =
  | { type: "PALETTE" }
  | { type: "HELP" }
  | { type: "SEARCH" }
  | { type: "SIDEBAR" }
  | { type: "GO"; key: string };

/** The key that may begin a sequence. */
const LEADER = "g";

/**
 * What a key does, given the one before.
 *
 * @param leader whether `g` was pressed a moment ago
 */
export function shortcutOf(
  { key, isMod, isInField }: KeyPress,
  leader: boolean,
): ShortcutAction | "LEADER" | undefined {
  if (isMod) {
    if (key === "k") return { type: "PALETTE" };
    return key === "b" && !isInField ? { type: "SIDEBAR" } : undefined;
  }
  if (isInField) return undefined;
  if (leader) return { type: "GO", key };
  switch (key) {
    case LEADER:
      return "LEADER";
    case "?":
      return { type: "HELP" };
    case "/":
      return { type: "SEARCH" };
    default:
      return undefined;
  }
}
