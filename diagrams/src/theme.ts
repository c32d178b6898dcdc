/** What a colour stands for; every shape names a tone and no shape names a colour. */
export const TONES = ["neutral", "call", "data", "job", "event", "good", "bad"] as const;
export type Tone = (typeof TONES)[number];

interface Theme {
  card: string;
  cardBorder: string;
  box: string;
  boxBorder: string;
  ink: string;
  muted: string;
  tones: Readonly<Record<Tone, string>>;
}

const LIGHT: Theme = {
  card: "#ffffff",
  cardBorder: "#d9dfe7",
  box: "#f7f9fb",
  boxBorder: "#c5ced9",
  ink: "#18212c",
  muted: "#586575",
  tones: {
    neutral: "#6b7888",
    call: "#5753c6",
    data: "#2563b8",
    job: "#c2410c",
    event: "#0b7a69",
    good: "#1a7f37",
    bad: "#c9252d",
  },
};

const DARK: Theme = {
  card: "#0f1620",
  cardBorder: "#2b3747",
  box: "#182230",
  boxBorder: "#3d4c60",
  ink: "#e9eef4",
  muted: "#9dabbd",
  tones: {
    neutral: "#8d9bad",
    call: "#a5a2ff",
    data: "#79aefa",
    job: "#ff9466",
    event: "#4cc9b0",
    good: "#56d073",
    bad: "#ff7b76",
  },
};

/**
 * One file serves both modes: it has a card of its own, so it can be read even where the viewer ignores the media query.
 */
export function writeStyleSheet(): string {
  return `${writeRules(LIGHT)}@media (prefers-color-scheme:dark){${writeRules(DARK)}}`;
}

function writeRules(theme: Theme): string {
  const tones = TONES.map((tone) => {
    const colour = theme.tones[tone];
    return `.stroke-${tone}{stroke:${colour}}.fill-${tone}{fill:${colour}}.tint-${tone}{fill:${colour};fill-opacity:.1;stroke:${colour}}`;
  });
  return [
    `.card{fill:${theme.card};stroke:${theme.cardBorder}}`,
    `.paper{fill:${theme.card}}`,
    `.box{fill:${theme.box};stroke:${theme.boxBorder}}`,
    `.rule{stroke:${theme.boxBorder}}`,
    `.ink{fill:${theme.ink}}`,
    `.muted{fill:${theme.muted}}`,
    `.halo{stroke:${theme.card};stroke-width:6;stroke-linejoin:round;paint-order:stroke}`,
    ...tones,
  ].join("");
}
