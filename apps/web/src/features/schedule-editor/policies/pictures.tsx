import type { ReactNode } from "react";

/*
 * Small pictures of what a policy does: time goes to the right, ticks are due times, bars are runs. They say nothing
 * that the words beside them do not say, so readers pass them over.
 */

const WIDTH = 168;
const HEIGHT = 44;
const AXIS = 34;

function Picture({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      className="h-11 w-full max-w-56 rounded-sm"
      fill="none"
    >
      <line x1={4} x2={WIDTH - 4} y1={AXIS} y2={AXIS} className="stroke-border-strong" />
      {children}
    </svg>
  );
}

function Tick({ x }: { x: number }) {
  return <line x1={x} x2={x} y1={AXIS - 3} y2={AXIS + 4} strokeWidth={1.5} className="stroke-foreground" />;
}

/** A run from one place to another; `row` 1 is above `row` 0. */
function Bar({
  from,
  to,
  row = 0,
  tone = "done",
}: {
  from: number;
  to: number;
  row?: 0 | 1;
  tone?: "done" | "failed" | "waiting";
}) {
  const looks = {
    done: "fill-success-solid",
    failed: "fill-danger-solid",
    waiting: "stroke-quiet-solid",
  };
  return (
    <rect
      x={from}
      y={AXIS - 13 - row * 12}
      width={to - from}
      height={8}
      rx={2}
      strokeDasharray={tone === "waiting" ? "3 2" : undefined}
      className={looks[tone]}
    />
  );
}

/** A due time that does not run. */
function Skipped({ x }: { x: number }) {
  return (
    <g strokeWidth={1.5} strokeLinecap="round" className="stroke-warning-solid">
      <line x1={x - 3} x2={x + 3} y1={AXIS - 12} y2={AXIS - 6} />
      <line x1={x - 3} x2={x + 3} y1={AXIS - 6} y2={AXIS - 12} />
    </g>
  );
}

/** The system was away until `x`. */
function Outage({ children }: { children?: ReactNode }) {
  return (
    <>
      <rect x={20} y={4} width={78} height={AXIS - 4} className="fill-quiet-soft" />
      <text x={59} y={13} textAnchor="middle" fontSize={8} className="fill-quiet">
        away
      </text>
      {[34, 58, 82].map((x) => (
        <Tick key={x} x={x} />
      ))}
      {children}
    </>
  );
}

export function MisfireSkipPicture() {
  return (
    <Picture>
      <Outage>
        {[34, 58, 82].map((x) => (
          <Skipped key={x} x={x} />
        ))}
      </Outage>
      <Tick x={130} />
      <Bar from={130} to={148} />
    </Picture>
  );
}

export function MisfireOncePicture() {
  return (
    <Picture>
      <Outage>
        {[34, 58].map((x) => (
          <Skipped key={x} x={x} />
        ))}
      </Outage>
      <Bar from={100} to={118} />
      <Tick x={130} />
      <Bar from={130} to={148} />
    </Picture>
  );
}

export function MisfireAllPicture() {
  return (
    <Picture>
      <Outage />
      <Bar from={100} to={118} />
      <Bar from={103} to={121} row={1} />
      <rect x={106} y={AXIS - 37} width={18} height={8} rx={2} className="fill-success-solid" />
      <Tick x={130} />
      <Bar from={130} to={148} />
    </Picture>
  );
}

const DUE = [16, 64, 112];

function DueTimes() {
  return DUE.map((x) => <Tick key={x} x={x} />);
}

export function OverlapAllowPicture() {
  return (
    <Picture>
      <DueTimes />
      <Bar from={16} to={86} />
      <Bar from={64} to={134} row={1} />
      <Bar from={112} to={160} />
    </Picture>
  );
}

export function OverlapSkipPicture() {
  return (
    <Picture>
      <DueTimes />
      <Bar from={16} to={86} />
      <g transform="translate(0 -12)">
        <Skipped x={64} />
      </g>
      <Bar from={112} to={160} />
    </Picture>
  );
}

export function OverlapBufferPicture() {
  return (
    <Picture>
      <DueTimes />
      <Bar from={16} to={86} />
      <Bar from={64} to={86} row={1} tone="waiting" />
      <Bar from={88} to={110} />
      <Bar from={112} to={160} />
    </Picture>
  );
}

export function OverlapCancelPicture() {
  return (
    <Picture>
      <DueTimes />
      <Bar from={16} to={62} tone="failed" />
      <Bar from={64} to={110} tone="failed" />
      <Bar from={112} to={160} />
    </Picture>
  );
}

function LostWorker() {
  return (
    <>
      <Tick x={16} />
      <Bar from={16} to={60} tone="failed" />
      <text x={64} y={AXIS - 6} fontSize={8} className="fill-danger">
        worker lost
      </text>
    </>
  );
}

export function AtLeastOncePicture() {
  return (
    <Picture>
      <LostWorker />
      <Bar from={118} to={160} />
    </Picture>
  );
}

export function AtMostOncePicture() {
  return (
    <Picture>
      <LostWorker />
      <g transform="translate(138 0)">
        <Skipped x={0} />
      </g>
    </Picture>
  );
}
