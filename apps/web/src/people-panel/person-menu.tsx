import { Dropdown, Label } from '@heroui/react';
import { DoorOpen, EllipsisVertical, Volume2, VolumeX } from 'lucide-react';
import { type Somebody, useConversation } from '../conversation/conversation-context.js';
import { IconButton } from '../ui/button.js';

export function PersonMenu({ person, muted }: { person: Somebody; muted: boolean }) {
  const { act } = useConversation();
  const of = { personId: person.id, name: person.name };
  const entries = [
    muted
      ? ({ key: 'unmute', icon: Volume2, label: 'Let write again' } as const)
      : ({ key: 'mute', icon: VolumeX, label: 'Mute for a while' } as const),
    { key: 'eject', icon: DoorOpen, label: 'Take out of the room' } as const,
  ];
  return (
    <Dropdown>
      <IconButton size="sm" label={`More for ${person.name}`} icon={EllipsisVertical} />
      <Dropdown.Popover placement="bottom end">
        <Dropdown.Menu
          aria-label={`More for ${person.name}`}
          onAction={(key) => act({ kind: key as 'mute' | 'unmute' | 'eject', ...of })}
        >
          {entries.map((one) => (
            <Dropdown.Item key={one.key} id={one.key} textValue={one.label}>
              <one.icon aria-hidden className="size-5 shrink-0 text-ink-2" />
              <Label>{one.label}</Label>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
        <p className="px-4 pb-3 text-12 text-ink-2">Each asks for a reason. {person.name} is told.</p>
      </Dropdown.Popover>
    </Dropdown>
  );
}
