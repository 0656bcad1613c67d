import type { Notice } from '@homegroup/protocol';
import { Info } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../ui/button.js';
import { noticeTitle } from './notice-words.js';

/** Where what a notice is about can be seen. */
const places: Partial<Record<Notice['kind'], string>> = { contact_offered: '/', reported: '/review' };

/** A slate card with the words for the person; stays until "Got it", and takes no focus away. */
export function NoticeCard({ notice, more, onSeen }: { notice: Notice; more: number; onSeen: () => void }) {
  const look = places[notice.kind];
  return (
    <section
      aria-label="From your counselors"
      className="mx-3 mt-3 shrink-0 rounded-feature border border-hold bg-hold-soft p-4 text-hold-ink lg:mx-auto lg:mt-4 lg:w-full lg:max-w-2xl"
    >
      <div role="alert" className="flex items-start gap-3">
        <Info aria-hidden className="mt-0.5 size-5 shrink-0" />
        <div className="min-w-0">
          <h2 className="text-16 font-semibold wrap-anywhere">{noticeTitle(notice)}</h2>
          {notice.reason && notice.kind !== 'reported' && (
            <p className="mt-1 text-14 text-ink wrap-anywhere">Reason: {notice.reason}</p>
          )}
          {notice.text && (
            <p
              className="mt-2 rounded-control bg-surface px-3 py-2 text-14 whitespace-pre-wrap wrap-anywhere text-ink"
              dir="auto"
            >
              {notice.text}
            </p>
          )}
        </div>
      </div>
      <div className="mt-3 flex items-center gap-2">
        <Button tone="hold" onPress={onSeen}>
          Got it
        </Button>
        {look && (
          <Link to={look} onClick={onSeen} className="px-3 py-2 font-semibold underline underline-offset-3">
            Look at it
          </Link>
        )}
        {more > 0 && <span className="ml-auto text-14">{more} more</span>}
      </div>
    </section>
  );
}
