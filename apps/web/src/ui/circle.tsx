import { type SeatState, seatsOf } from './circle-seats.js';

export interface CircleProps {
  /** One entry a seat, leaders first. */
  seats: readonly SeatState[];
  /** In pixels. */
  size?: number;
  /** On a feature card. */
  inverted?: boolean;
  /** Two short lines in the middle, such as "6" and "here". */
  centre?: { figure: string; word: string };
  /** What the drawing shows, in words; without it the drawing is decoration beside the same words. */
  label?: string;
}

/** A room as its seats: filled here, hollow expected, square leader, dashed leader missing. */
export function Circle({ seats, size = 56, inverted = false, centre, label }: CircleProps) {
  const placed = seatsOf(seats);
  const unit = Math.min(6, (42 * 2 * Math.PI * 0.27) / Math.max(1, placed.length));
  return (
    <svg
      viewBox="0 0 100 100"
      width={size}
      height={size}
      className={`shrink-0 ${inverted ? 'text-on-feature' : 'text-ink-2'}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {placed.map(({ x, y, state }, index) => (
        <Seat key={index} x={x} y={y} unit={unit} state={state} inverted={inverted} />
      ))}
      {centre && (
        <>
          <text x="50" y="50" textAnchor="middle" className="fill-current text-[22px] font-bold">
            {centre.figure}
          </text>
          <text x="50" y="66" textAnchor="middle" className="fill-current text-[14px] font-semibold">
            {centre.word}
          </text>
        </>
      )}
    </svg>
  );
}

interface SeatProps {
  x: number;
  y: number;
  unit: number;
  state: SeatState;
  inverted: boolean;
}

function Seat({ x, y, unit, state, inverted }: SeatProps) {
  const leader = inverted ? 'fill-on-feature' : 'fill-pine';
  const rim = inverted ? 'stroke-current' : 'stroke-pine';
  const size = unit * 2.1;
  const square = { x: x - size / 2, y: y - size / 2, width: size, height: size, rx: unit * 0.45 };
  switch (state) {
    case 'leader-here':
      return <rect {...square} className={leader} />;
    case 'leader-missing':
      return <rect {...square} className={`fill-none ${rim}`} strokeWidth="1.8" strokeDasharray="2.6 1.8" />;
    case 'here':
      return <circle cx={x} cy={y} r={unit} className="fill-current" />;
    case 'expected':
      return (
        <circle
          cx={x}
          cy={y}
          r={unit - 0.8}
          className="fill-none stroke-current opacity-70"
          strokeWidth="1.8"
        />
      );
    case 'free':
      return <circle cx={x} cy={y} r={unit * 0.6} className="fill-current opacity-35" />;
  }
}
