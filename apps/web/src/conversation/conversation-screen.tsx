import type { ConversationDetail, MessageItem } from '@homegroup/protocol';
import { emptyTimeline, positionOf } from '@homegroup/protocol';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hereWords } from '../conversations/room-words.js';
import { useLive, useOutbox, usePlace } from '../live/live-context.js';
import { ActSheet } from '../moderation/act-sheet.js';
import type { ModeratorAct } from '../moderation/acts.js';
import { PeoplePanel } from '../people-panel/people-panel.js';
import { useMe } from '../session/use-session.js';
import { ConnectionStrip } from '../shell/connection-strip.js';
import { Sheet } from '../ui/sheet.js';
import { ErrorNotice, SkeletonRows } from '../ui/states.js';
import { Composer } from './composer.js';
import { ConversationContext, type ConversationView } from './conversation-context.js';
import { DirectHead, RoomHead } from './heads.js';
import { History, type HistoryHandle } from './history.js';
import { RewriteContext } from './rewrite.js';
import { TypingLine } from './typing-line.js';
import { useAskedFor } from './use-asked-for.js';
import { useTimeline } from './use-timeline.js';
import { useWide } from './use-wide.js';

export function ConversationScreen({ detail }: { detail: ConversationDetail }) {
  const me = useMe();
  const live = useLive();
  const wide = useWide();
  const direct = detail.kind === 'direct';
  const { timeline, loadEarlier, loading, error } = useTimeline(detail.id);
  const outgoing = useOutbox(detail.id);
  const unsent = outgoing.length > 0;
  const lastOwn = outgoing.at(-1)?.message.clientId;
  // What an earlier page left was written by somebody who has gone away since; what is written here is looked at.
  const [left] = useState(lastOwn);
  const [wrote, setWrote] = useState(false);
  if (!wrote && lastOwn !== undefined && lastOwn !== left) setWrote(true);
  // Words that wait to be sent are shown before there is a connection to read the rest.
  const shown = timeline ?? (unsent ? { ...emptyTimeline, earlier: 1 } : null);
  const [reply, setReply] = useState<MessageItem | null>(null);
  const [edit, setEdit] = useState<MessageItem | null>(null);
  const [act, setAct] = useState<ModeratorAct | null>(null);
  const [rewritten, setRewritten] = useState({ text: '', turn: 0 });
  // Beside the messages or over them: a window that becomes narrow must not put the list over what is being done.
  const [beside, setBeside] = useState(!direct);
  const [over, setOver] = useState(false);
  if (wide && over) setOver(false);
  const history = useRef<HistoryHandle>(null);
  useAskedFor(timeline, history, loadEarlier);
  const place = usePlace(detail.id);
  const seated = detail.people.filter((person) => person.member).length;
  const active = detail.standing === 'active';

  useEffect(() => {
    if (!active) return;
    void live.places.enter(detail.id);
    return () => live.places.leave(detail.id);
  }, [active, detail.id, live]);

  const { counterpartRead } = detail;
  useEffect(() => {
    if (counterpartRead) live.reads.learnTheirs(detail.id, counterpartRead);
  }, [counterpartRead, detail.id, live]);

  const byId = useMemo(() => new Map(detail.people.map((person) => [person.id, person])), [detail.people]);
  const view: ConversationView = {
    detail,
    meId: me.id,
    direct,
    writes: active,
    person: (id) => byId.get(id),
    nameOf: (id) => byId.get(id)?.name ?? (id === me.id ? me.name : 'Somebody'),
    find: (seq) => {
      const at = timeline && positionOf(timeline.items, seq);
      const item = at === null || at === undefined ? undefined : timeline?.items[at];
      return item?.type === 'message' ? item : undefined;
    },
    reply: (item) => {
      setEdit(null);
      setReply(item);
    },
    edit: (item) => {
      setReply(null);
      setEdit(item);
    },
    act: setAct,
    show: (seq) => history.current?.show(seq),
  };
  const rewrite = useCallback(
    (text: string) => setRewritten((before) => ({ text, turn: before.turn + 1 })),
    [],
  );
  return (
    <ConversationContext value={view}>
      <RewriteContext value={rewrite}>
        <div className="flex h-full bg-surface">
          <section className="flex min-w-0 flex-1 flex-col" aria-label={detail.title}>
            {direct ? (
              <DirectHead />
            ) : (
              <RoomHead
                panelOpen={wide ? beside : over}
                onPanel={() => (wide ? setBeside(!beside) : setOver(true))}
              />
            )}
            {shown ? (
              <History
                key={timeline ? 'held' : 'waiting'}
                ref={history}
                timeline={shown}
                opensAtEnd={wrote}
                onEarlier={loadEarlier}
                loadingEarlier={loading}
              />
            ) : (
              <div className="flex-1 overflow-hidden">
                {error === null ? <SkeletonRows rows={8} label="Loading messages" /> : null}
              </div>
            )}
            {error !== null && (
              <div className="px-4 pb-2">
                <ErrorNotice error={error} onRetry={loadEarlier} />
              </div>
            )}
            <TypingLine />
            <ConnectionStrip />
            <Composer
              reply={reply}
              edit={edit}
              rewritten={rewritten}
              onDone={() => {
                setReply(null);
                setEdit(null);
              }}
            />
          </section>
          {beside && wide && !direct && (
            <aside
              aria-label="People"
              className="w-80 shrink-0 overflow-y-auto border-l border-line bg-canvas max-lg:hidden"
            >
              <PeoplePanel headed />
            </aside>
          )}
        </div>
        <Sheet
          open={over && !wide}
          onClose={() => setOver(false)}
          title={`People, ${seated}`}
          subtitle={hereWords(place)}
        >
          <div className="-mx-5">
            <PeoplePanel headed={false} />
          </div>
        </Sheet>
        <ActSheet act={act} onClose={() => setAct(null)} />
      </RewriteContext>
    </ConversationContext>
  );
}
