import type { Role } from '@homegroup/protocol';

/** Up to two letters for an avatar. */
export function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s.'-]/gu, '')
    .split(/[\s.]+/u)
    .filter(Boolean);
  const first = Array.from(words[0] ?? '?')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** One of eight colours, always the same for one person. */
export function avatarTone(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return (hash ^ (hash >>> 15) ^ (hash >>> 23)) & 7;
}

const roleWords: Record<Role, string> = {
  counselor: 'Counselor',
  clinical_supervisor: 'Clinical supervisor',
  programme_admin: 'Programme admin',
  privacy_officer: 'Privacy officer',
  system_operator: 'System operator',
  client: 'Client',
  alumnus: 'Alumni',
  former: 'Former participant',
};

export const roleName = (role: Role): string => roleWords[role];

/** "Renata" of "Renata Oyelaran". */
export const firstName = (name: string): string => name.split(/\s+/u)[0] ?? name;
