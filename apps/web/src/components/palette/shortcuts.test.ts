import { expect, test } from "bun:test";
import { shortcutOf } from "./shortcuts.ts";

const press = (key: string, more: { isMod?: boolean; isInField?: boolean } = {}) => ({
  key,
  isMod: false,
  isInField: false,
  ...more,
});

test.each<[string, ReturnType<typeof press>, boolean, ReturnType<typeof shortcutOf>]>([
  ["mod+k opens the palette", press("k", { isMod: true }), false, { type: "PALETTE" }],
  ["mod+k opens it in a field too", press("k", { isMod: true, isInField: true }), false, { type: "PALETTE" }],
  ["k alone does nothing", press("k"), false, undefined],
  ["? shows the shortcuts", press("?"), false, { type: "HELP" }],
  ["? in a field is a question mark", press("?", { isInField: true }), false, undefined],
  ["/ searches", press("/"), false, { type: "SEARCH" }],
  ["mod+b folds the sidebar", press("b", { isMod: true }), false, { type: "SIDEBAR" }],
  ["mod+b in a field is that field's", press("b", { isMod: true, isInField: true }), false, undefined],
  ["g waits for a second key", press("g"), false, "LEADER"],
  ["g s goes", press("s"), true, { type: "GO", key: "s" }],
  ["s alone does nothing", press("s"), false, undefined],
])("%s", (_, keyPress, leader, expected) => {
  expect(shortcutOf(keyPress, leader)).toEqual(expected);
});
