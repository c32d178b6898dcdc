interface Theme {
  card: string;
  border: string;
  ink: string;
  muted: string;
  grid: string;
  ours: string;
  others: readonly string[];
}

/** The colours of the pictures in `diagrams/`. */
const LIGHT: Theme = {
  card: "#ffffff",
  border: "#d9dfe7",
  ink: "#18212c",
  muted: "#586575",
  grid: "#e4e9ef",
  ours: "#0b7a69",
  others: ["#586575", "#5753c6", "#c2410c", "#2563b8", "#b4246f", "#8a6d00"],
};

const DARK: Theme = {
  card: "#0f1620",
  border: "#2b3747",
  ink: "#e9eef4",
  muted: "#9dabbd",
  grid: "#223041",
  ours: "#4cc9b0",
  others: ["#9dabbd", "#a5a2ff", "#ff9466", "#79aefa", "#ff8ac4", "#d9b84a"],
};

/** One file serves both modes. */
export function writeChartStyle(): string {
  return `svg{${writeVariables(LIGHT)}}@media (prefers-color-scheme:dark){svg{${writeVariables(DARK)}}}`;
}

function writeVariables({ card, border, ink, muted, grid, ours, others }: Theme): string {
  return Object.entries({ card, border, ink, muted, grid, ours, ...others })
    .map(([name, colour]) => `--${Number.isNaN(Number(name)) ? name : `other-${name}`}:${colour};`)
    .join("");
}

/** The colour of the baseline at a place in the legend. */
export function otherColour(index: number): string {
  return `var(--other-${index % LIGHT.others.length})`;
}
