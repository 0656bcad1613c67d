import type { RosterFault } from '@homegroup/protocol';
import { useEffect, useRef } from 'react';

export interface FaultListProps {
  faults: readonly RosterFault[];
  chosen: number;
  onChoose: (index: number) => void;
  /** Whether the file is named, as when there are several. */
  named: boolean;
}

const placeOf = (fault: RosterFault, named: boolean): string =>
  [
    named && fault.file,
    `line ${fault.line}`,
    fault.column !== null && `column ${fault.column}${fault.columnName ? ` (${fault.columnName})` : ''}`,
  ]
    .filter(Boolean)
    .join(', ');

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export function FaultList({ faults, chosen, onChoose, named }: FaultListProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const item = box?.children[chosen];
    if (!box || !item) return;
    // Within the list only: the page itself must not jump.
    const above = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const below = item.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom;
    if (above < 0) box.scrollTop += above - 2;
    else if (below > 0) box.scrollTop += below + 2;
  }, [chosen]);
  return (
    <section>
      <h2 className="mb-2 text-17">To correct</h2>
      {/* A long list scrolls by itself, so that the file stays in sight. */}
      <ol ref={list} className="max-h-96 space-y-2 overflow-y-auto p-0.5 lg:max-h-120">
        {faults.map((fault, index) => (
          <li key={`${fault.file} ${fault.line} ${fault.character} ${fault.message}`}>
            <button
              type="button"
              aria-current={index === chosen}
              onClick={() => onChoose(index)}
              className={`w-full rounded-card border p-4 text-left transition-colors duration-120 ${index === chosen ? 'border-danger bg-danger-soft ring-1 ring-danger' : 'border-line bg-surface hover:bg-canvas'}`}
            >
              <span className="block text-12 font-semibold text-ink-2 wrap-anywhere">
                {sentence(placeOf(fault, named))}
              </span>
              <span className="block font-semibold wrap-anywhere">{fault.message}</span>
              {fault.hint && <span className="block text-14 text-ink-2 wrap-anywhere">{fault.hint}</span>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
