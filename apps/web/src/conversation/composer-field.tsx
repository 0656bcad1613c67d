import { ArrowUp, Lock } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Avatar } from '../ui/avatar.js';
import { IconButton } from '../ui/button.js';
import type { Somebody } from './conversation-context.js';
import { mentionBefore, suggestionsFor } from './mentions.js';

export interface ComposerFieldProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  onSend: () => void;
  onEscape: (() => void) | undefined;
  /** Takes the focus when this changes to something. */
  focusOn: string | null;
  people: readonly Somebody[];
  /** The draft stays, sending waits. */
  closed: boolean;
}

const mostLines = 5;
const most = 4000;
const touches = () => window.matchMedia('(pointer: coarse)').matches;

/** Grows to five lines; Enter sends where there is a keyboard; "@" suggests people of the room. */
export function ComposerField(props: ComposerFieldProps) {
  const { label, text, onChange, onSend, onEscape, focusOn, people, closed } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const mention = people.length > 0 ? mentionBefore(text, caret) : null;
  const open = mention !== null && mention.start !== dismissed;
  const suggestions = open ? suggestionsFor(mention.query, people) : [];
  const at = Math.min(chosen, suggestions.length - 1);

  useLayoutEffect(() => {
    const box = field.current;
    if (!box || box.value !== text) return;
    box.style.height = 'auto';
    const style = getComputedStyle(box);
    const around = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom) + 2;
    const tallest = mostLines * Number.parseFloat(style.lineHeight) + around;
    box.style.height = `${Math.min(box.scrollHeight + 2, tallest)}px`;
  }, [text]);

  useEffect(() => {
    if (focusOn) field.current?.focus();
  }, [focusOn]);

  const take = (person: Somebody) => {
    if (!mention) return;
    const next = `${text.slice(0, mention.start)}@${person.name} ${text.slice(caret)}`;
    const after = mention.start + person.name.length + 2;
    onChange(next);
    setCaret(after);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(after, after);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const person = suggestions[at];
    if (person) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        return setChosen((at + step + suggestions.length) % suggestions.length);
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        return take(person);
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        return setDismissed(mention?.start ?? null);
      }
    }
    if (event.key === 'Escape' && onEscape) {
      event.preventDefault();
      return onEscape();
    }
    if (event.key !== 'Enter' || event.shiftKey || touches()) return;
    event.preventDefault();
    onSend();
  };
  const empty = text.trim() === '';
  return (
    <div className="relative">
      {suggestions.length > 0 && (
        // Suggestions beside a field that keeps the focus: no element of HTML is that.
        <div
          id={listId}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="listbox"
          aria-label="People of the room"
          className="absolute bottom-full left-0 z-10 mb-2 w-72 max-w-full overflow-hidden rounded-card border border-line bg-surface py-1 shadow-lift"
        >
          {suggestions.map((person, index) => (
            <div
              key={person.id}
              id={`${listId}-${index}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={`flex min-h-11 cursor-pointer items-center gap-3 px-3 ${index === at ? 'bg-pine-soft' : ''}`}
              // The field keeps the focus; a press chooses.
              onPointerDown={(event) => {
                event.preventDefault();
                take(person);
              }}
            >
              <Avatar person={person} size="sm" />
              <bdi className="text-16">{person.name}</bdi>
            </div>
          ))}
        </div>
      )}
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={label}
          placeholder={label}
          maxLength={most}
          value={text}
          aria-autocomplete={people.length > 0 ? 'list' : undefined}
          aria-controls={suggestions.length > 0 ? listId : undefined}
          aria-activedescendant={suggestions.length > 0 ? `${listId}-${at}` : undefined}
          className={`block min-h-12 w-full resize-none rounded-feature border px-4 py-2.75 text-16 text-ink placeholder:overflow-hidden placeholder:text-ellipsis placeholder:whitespace-nowrap placeholder:text-ink-3 focus-visible:border-pine focus-visible:-outline-offset-1 ${closed ? 'border-transparent bg-sunken' : 'border-line-strong bg-surface dark:bg-canvas'}`}
          onChange={(event) => {
            setCaret(event.target.selectionEnd);
            setChosen(0);
            setDismissed(null);
            onChange(event.target.value);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionEnd)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          label="Send"
          icon={ArrowUp}
          tone={empty || closed ? 'secondary' : 'primary'}
          isDisabled={empty || closed}
          preventFocusOnPress
          onPress={() => {
            onSend();
            field.current?.focus();
          }}
          className="size-12! shrink-0 rounded-feature"
        />
      </div>
      {closed && !empty && (
        <p className="mt-2 flex items-center gap-2 text-12 text-ink-2">
          <Lock aria-hidden className="size-4" />
          Your draft stays here.
        </p>
      )}
    </div>
  );
}
