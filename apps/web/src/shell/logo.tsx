/** Eight seats, one of them lit. */
export function Logo({ size = 28 }: { size?: number }) {
  const seats = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * 2 * Math.PI - Math.PI / 2;
    return { x: 16 + 12 * Math.cos(angle), y: 16 + 12 * Math.sin(angle) };
  });
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className="shrink-0 text-ink">
      {seats.map((seat, index) => (
        <circle
          key={index}
          cx={seat.x}
          cy={seat.y}
          r={index === 0 ? 2.4 : 1.9}
          className={index === 0 ? 'fill-lamp' : 'fill-current'}
        />
      ))}
    </svg>
  );
}
