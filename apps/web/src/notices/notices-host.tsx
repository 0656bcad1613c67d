import type { Notice } from '@homegroup/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall } from '../session/use-session.js';
import { Graduation } from './graduation.js';
import { NoticeCard } from './notice-card.js';

const none: readonly Notice[] = [];

/** What a moderator or the team told the person, until they have read it: one at a time. */
export function NoticesHost() {
  const call = useCall();
  const queries = useQueryClient();
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => call('me.notices') }).data ?? none;
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set());
  const open = notices.filter((notice) => !notice.seenAt && !closed.has(notice.id));
  const graduated = open.find((notice) => notice.kind === 'graduated');
  const seen = (notice: Notice) => {
    // Gone at once; told to the server, and shown again next time if that did not work.
    setClosed((before) => new Set(before).add(notice.id));
    void call('me.seeNotice', { params: { id: notice.id } })
      .then(() => queries.invalidateQueries({ queryKey: ['notices'] }))
      .catch(() => undefined);
  };
  if (graduated) return <Graduation notice={graduated} onSeen={() => seen(graduated)} />;
  const [first] = open;
  if (!first) return null;
  return <NoticeCard key={first.id} notice={first} more={open.length - 1} onSeen={() => seen(first)} />;
}
