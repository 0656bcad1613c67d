import { Dropdown, Label, Separator } from '@heroui/react';
import { isStaffRole, type MessageItem } from '@homegroup/protocol';
import {
  EllipsisVertical,
  Flag,
  HandHeart,
  type LucideIcon,
  Pencil,
  Reply,
  SquareDashed,
  Undo2,
  UserRoundCheck,
  VolumeX,
} from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { clock } from '../ui/times.js';
import { useNow } from '../ui/use-now.js';
import { useConversation } from './conversation-context.js';
import { reactionWords, useReact } from './reactions.js';

type ActionKey = 'thank_you' | 'me_too' | 'reply' | 'edit' | 'take-back' | 'report' | 'remove' | 'mute';

/** Shown on a message that has the pointer, the focus, or was tapped. */
export interface MessageActionsProps {
  item: MessageItem;
  tabbable: boolean;
  /** Where it floats; without it over the upper right corner. */
  place?: string;
}

export function MessageActions({ item, tabbable, place = '-top-3 right-2' }: MessageActionsProps) {
  const { writes, detail, meId, nameOf, person, reply, edit, act } = useConversation();
  const react = useReact();
  const now = useNow();
  const own = item.authorId === meId;
  const author = nameOf(item.authorId);
  const authorIsStaff = isStaffRole(person(item.authorId)?.role ?? 'client');
  const moderates = detail.moderator && detail.kind === 'room' && !own;
  if (item.removed || (!writes && !moderates)) return null;
  // The server decides in the end.
  const editable = own && now - Date.parse(item.at) < detail.editWindow * 1000;
  const run = (key: ActionKey) => {
    switch (key) {
      case 'thank_you':
      case 'me_too':
        return react(item, key);
      case 'reply':
        return reply(item);
      case 'edit':
        return edit(item);
      case 'take-back':
        return act({ kind: 'take-back', seq: item.seq });
      case 'report':
      case 'remove':
        return act({ kind: key, seq: item.seq, authorName: author });
      case 'mute':
        return act({ kind: 'mute', personId: item.authorId, name: author });
    }
  };
  const entry = (key: ActionKey, icon: LucideIcon, label: string) => ({ key, icon, label });
  const entries = [
    writes &&
      !own &&
      entry('thank_you', HandHeart, withdraw(item.reactions.thank_you.includes(meId), 'thank_you')),
    writes &&
      !own &&
      entry('me_too', UserRoundCheck, withdraw(item.reactions.me_too.includes(meId), 'me_too')),
    writes && entry('reply', Reply, 'Reply'),
    editable && writes && entry('edit', Pencil, 'Edit'),
    own && writes && entry('take-back', Undo2, 'Take back'),
    writes && !own && !moderates && entry('report', Flag, 'Report'),
  ].filter((one) => one !== false);
  const power = [
    moderates && entry('remove', SquareDashed, 'Remove, leave a note'),
    moderates && !authorIsStaff && entry('mute', VolumeX, 'Mute for a while'),
  ].filter((one) => one !== false);
  return (
    <div
      className={`pointer-events-none absolute ${place} z-10 flex rounded-control border border-line bg-surface opacity-0 shadow-lift transition-opacity duration-120 group-focus-within:pointer-events-auto group-focus-within:opacity-100 group-hover:pointer-events-auto group-hover:opacity-100 has-aria-expanded:pointer-events-auto has-aria-expanded:opacity-100`}
    >
      {writes && (
        <IconButton
          size="sm"
          label="Reply"
          icon={Reply}
          excludeFromTabOrder={!tabbable}
          onPress={() => reply(item)}
        />
      )}
      <Dropdown>
        <IconButton
          size="sm"
          label={`More for the message of ${author}, ${clock(item.at)}`}
          icon={EllipsisVertical}
          excludeFromTabOrder={!tabbable}
        />
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            aria-label={`${author}, ${clock(item.at)}`}
            onAction={(key) => run(key as ActionKey)}
          >
            {[...entries, ...(power.length > 0 ? [null] : []), ...power].map((one) =>
              one === null ? (
                <Separator key="line" />
              ) : (
                <Dropdown.Item key={one.key} id={one.key} textValue={one.label}>
                  <one.icon aria-hidden className="size-5 shrink-0 text-ink-2" />
                  <Label>{one.label}</Label>
                </Dropdown.Item>
              ),
            )}
          </Dropdown.Menu>
          {power.length > 0 && (
            <p className="px-4 pb-3 text-12 text-ink-2">Each asks for a reason. {author} is told.</p>
          )}
        </Dropdown.Popover>
      </Dropdown>
    </div>
  );
}

const withdraw = (given: boolean, kind: 'thank_you' | 'me_too') =>
  given ? `Take back "${reactionWords[kind]}"` : reactionWords[kind];
