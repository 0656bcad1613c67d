import type { Notice } from '@homegroup/protocol';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useConversations } from '../conversations/use-conversations.js';
import { HelpButton } from '../help/help-button.js';
import { useAnswerInvitation } from '../home/use-answer-invitation.js';
import { useMe } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Circle } from '../ui/circle.js';
import { ErrorNotice } from '../ui/states.js';

/** A quiet full screen: what stays, what ends, the team's note, the invitation. */
export function Graduation({ notice, onSeen }: { notice: Notice; onSeen: () => void }) {
  const me = useMe();
  const { answer, pending, error } = useAnswerInvitation();
  const conversations = useConversations();
  const rooms = conversations.filter((item) => item.kind === 'room');
  const stays = rooms.filter((room) => room.standing === 'active').map((room) => room.title);
  const ended = rooms.filter((room) => room.standing === 'past').map((room) => room.title);
  const invitation = me.alumniInvitation;
  const take = async () => {
    if (await answer('accept')) onSeen();
  };
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className="fixed inset-0 z-40 overflow-y-auto bg-canvas">
      <Modal>
        <Dialog className="mx-auto outline-none flex min-h-full max-w-xl flex-col px-5 py-6 lg:py-12">
          <div className="flex justify-end">
            <HelpButton />
          </div>
          <div className="my-auto space-y-5 py-6">
            <Circle
              size={84}
              seats={['leader-here', 'here', 'here', 'here', 'here', 'here', 'here', 'here']}
            />
            <div>
              <Heading slot="title" level={1} className="text-28 tracking-tight">
                You have completed your programme, <bdi>{me.displayName}</bdi>
              </Heading>
              <p className="mt-1 text-ink-2">Your seat among people who know you does not end with it.</p>
            </div>
            {notice.text && (
              <figure className="rounded-feature bg-pine-soft p-5">
                <blockquote className="text-17 whitespace-pre-wrap wrap-anywhere" dir="auto">
                  {notice.text}
                </blockquote>
                <figcaption className="mt-2 text-14 text-ink-2">From your care team</figcaption>
              </figure>
            )}
            <div className="grid gap-3 sm:grid-cols-2">
              <section className="rounded-card border border-line bg-surface p-4">
                <h2 className="text-17">What stays</h2>
                <ul className="mt-1 list-disc space-y-1 pl-5 text-14 text-ink-2">
                  <li>Your account, and all you wrote</li>
                  <li>What was said while you were there</li>
                  {stays.map((title) => (
                    <li key={title}>
                      <bdi>{title}</bdi>
                    </li>
                  ))}
                </ul>
              </section>
              <section className="rounded-card border border-line bg-surface p-4">
                <h2 className="text-17">What ends</h2>
                <ul className="mt-1 list-disc space-y-1 pl-5 text-14 text-ink-2">
                  {ended.length === 0 && <li>Your place in treatment groups</li>}
                  {ended.map((title) => (
                    <li key={title}>
                      <bdi>{title}</bdi>, readable up to today
                    </li>
                  ))}
                </ul>
              </section>
            </div>
            {invitation && (
              <section className="rounded-card border border-line bg-surface p-4">
                <h2 className="text-17">
                  {invitation.groupName ? <bdi>{invitation.groupName}</bdi> : 'The alumni circle'} keeps a
                  seat for you
                </h2>
                <p className="text-14 text-ink-2">
                  Graduates who go on meeting. You can leave whenever you like.
                </p>
              </section>
            )}
            {error !== null && <ErrorNotice error={error} />}
            <div className="grid gap-2 sm:grid-cols-2">
              {invitation && (
                <Button
                  tone="lamp"
                  fullWidth
                  className="min-h-12"
                  pending={pending}
                  onPress={() => void take()}
                >
                  Take the seat
                </Button>
              )}
              <Button tone="outline" fullWidth className="min-h-12" onPress={onSeen}>
                {invitation ? 'Decide later' : 'Go on'}
              </Button>
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
