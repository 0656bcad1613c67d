import { type GroupDetail, mayCall } from '@homegroup/protocol';
import { FilePen } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../session/use-session.js';
import { Button, Card, CardTitle, longDay } from '../../ui/index.js';
import { steers } from '../person/rights-over.js';
import { PublishAgreementSheet } from './publish-agreement-sheet.js';

export interface AgreementCardProps {
  group: GroupDetail;
  onDone: (words: string) => void;
}

export function AgreementCard({ group, onDone }: AgreementCardProps) {
  const me = useMe();
  const [writing, setWriting] = useState(false);
  const { agreement } = group;
  return (
    <Card>
      <CardTitle>Agreement</CardTitle>
      <p className="text-14 text-ink-2">
        Version {agreement.version}, since {longDay(agreement.publishedAt)}
      </p>
      {/* A region that scrolls must be reachable by keyboard. */}
      <section
        className="mt-3 max-h-72 overflow-y-auto rounded-control bg-sunken p-3"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`Text of agreement ${agreement.version}`}
      >
        <p className="text-14 whitespace-pre-wrap wrap-anywhere" dir="auto">
          {agreement.text}
        </p>
      </section>
      {mayCall(me.role, 'groups.publishAgreement') && steers(me, group) && (
        <div className="mt-3">
          <Button tone="outline" icon={FilePen} onPress={() => setWriting(true)}>
            Write a new version
          </Button>
        </div>
      )}
      {writing && <PublishAgreementSheet group={group} onDone={onDone} onClose={() => setWriting(false)} />}
    </Card>
  );
}
