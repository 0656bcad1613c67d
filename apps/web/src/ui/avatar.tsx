import { isStaffRole, type Role } from '@homegroup/protocol';
import { avatarTone, initials } from './names.js';

const sizes = { sm: 'size-7 text-12', md: 'size-9 text-14', lg: 'size-10 text-14', xl: 'size-12 text-16' };
const tones = [
  'bg-avatar-0 text-on-avatar-0',
  'bg-avatar-1 text-on-avatar-1',
  'bg-avatar-2 text-on-avatar-2',
  'bg-avatar-3 text-on-avatar-3',
  'bg-avatar-4 text-on-avatar-4',
  'bg-avatar-5 text-on-avatar-5',
  'bg-avatar-6 text-on-avatar-6',
  'bg-avatar-7 text-on-avatar-7',
];

export interface AvatarProps {
  person: { id: string; name: string; role: Role };
  size?: keyof typeof sizes;
  /** Draws the dot of presence; leave out where presence is not shown. Say it in text too. */
  here?: boolean;
}

/** Decoration beside a name: people are round, staff square. */
export function Avatar({ person, size = 'lg', here }: AvatarProps) {
  const shape = isStaffRole(person.role) ? 'rounded-small' : 'rounded-full';
  return (
    <span className="relative inline-block shrink-0" aria-hidden>
      <span
        className={`inline-flex items-center justify-center font-semibold select-none ${sizes[size]} ${shape} ${tones[avatarTone(person.id)]}`}
      >
        {initials(person.name)}
      </span>
      {here !== undefined && (
        <span
          className={`absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full ring-2 ring-surface ${here ? 'bg-pine' : 'border-2 border-line-strong bg-surface'}`}
        />
      )}
    </span>
  );
}
