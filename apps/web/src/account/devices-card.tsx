import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../session/use-session.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Card, IconRound, Row, Rows } from '../ui/card.js';
import { ErrorNotice, SkeletonRows } from '../ui/states.js';
import { shortTime } from '../ui/times.js';

export function DevicesCard() {
  const call = useCall();
  const queries = useQueryClient();
  const devices = useQuery({ queryKey: ['devices'], queryFn: () => call('session.list') });
  const [error, setError] = useState<unknown>(null);
  const end = (id: string) =>
    call('session.end', { params: { id } })
      .then(() => queries.invalidateQueries({ queryKey: ['devices'] }))
      .catch(setError);
  return (
    <section>
      <h2 className="mb-2 text-14 font-semibold text-ink-2">Where you are signed in</h2>
      {(error ?? devices.error) !== null && <ErrorNotice error={error ?? devices.error} />}
      <Card flush>
        {devices.isPending && <SkeletonRows rows={1} label="Loading devices" />}
        <Rows label="Where you are signed in">
          {devices.data?.map((device) => (
            <Row
              key={device.id}
              lead={
                <IconRound>
                  <MonitorSmartphone />
                </IconRound>
              }
              title={`Since ${shortTime(device.startedAt)}`}
              text={`Last used ${shortTime(device.lastUsedAt)}`}
              trail={
                device.current ? (
                  <Badge tone="pine">This one</Badge>
                ) : (
                  <Button tone="outline" size="sm" onPress={() => void end(device.id)}>
                    Sign out
                  </Button>
                )
              }
            />
          ))}
        </Rows>
      </Card>
    </section>
  );
}
