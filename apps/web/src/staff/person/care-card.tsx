import type { EpisodeView } from '@homegroup/protocol';
import { GraduationCap, RotateCcw, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Badge, Button, Card, CardTitle, longDay } from '../../ui/index.js';
import { dischargeWords, episodeWords, levelWords } from '../care-words.js';
import { ChangeTeamSheet } from './change-team-sheet.js';
import { DischargeSheet } from './discharge-sheet.js';
import type { PersonCardProps } from './person-card.js';
import { ReadmitSheet } from './readmit-sheet.js';

export function CareCard({ person, rights, onDone }: PersonCardProps) {
  const [asking, setAsking] = useState<'discharge' | 'team' | 'readmit' | null>(null);
  const close = () => setAsking(null);
  const sheet = { person, onDone, onClose: close };
  return (
    <Card>
      <CardTitle>Care</CardTitle>
      {person.episodes.length === 0 && <p className="mt-2 text-14 text-ink-2">No episode of care yet.</p>}
      <ul className="mt-2 divide-y divide-line" aria-label="Episodes of care">
        {person.episodes.map((episode) => (
          <Episode key={episode.id} episode={episode} />
        ))}
      </ul>
      {person.careTeam.length > 0 && (
        <>
          <h3 className="mt-3 text-14">Care team</h3>
          <ul className="mt-1 space-y-1 text-14">
            {person.careTeam.map((member) => (
              <li key={member.personId} className="wrap-anywhere">
                <span className="font-semibold">{member.name}</span>
                <span className="text-ink-2">
                  , {member.role.replaceAll('_', ' ').toLowerCase()}
                  {member.primary && !/primary/i.test(member.role) && ', primary counselor'}, since{' '}
                  {longDay(member.since)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(rights.discharge || rights.changeTeam || rights.readmit) && (
        <div className="mt-4 flex flex-wrap gap-2">
          {rights.discharge && (
            <Button icon={GraduationCap} onPress={() => setAsking('discharge')}>
              Graduate or discharge
            </Button>
          )}
          {rights.changeTeam && (
            <Button tone="outline" icon={UsersRound} onPress={() => setAsking('team')}>
              Change the care team
            </Button>
          )}
          {rights.readmit && (
            <Button tone="outline" icon={RotateCcw} onPress={() => setAsking('readmit')}>
              Take into treatment again
            </Button>
          )}
        </div>
      )}
      {asking === 'discharge' && <DischargeSheet {...sheet} />}
      {asking === 'team' && <ChangeTeamSheet {...sheet} />}
      {asking === 'readmit' && <ReadmitSheet {...sheet} />}
    </Card>
  );
}

function Episode({ episode }: { episode: EpisodeView }) {
  const { label, tone } = episodeWords[episode.status];
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-16 font-semibold wrap-anywhere">{episode.programme}</span>
        <Badge tone={tone}>{label}</Badge>
      </p>
      <p className="text-14 text-ink-2">{levelWords(episode.levelOfCare)}</p>
      <p className="text-14 text-ink-2">
        {episode.startedOn ? `From ${longDay(episode.startedOn)}` : 'Has not begun'}
        {episode.finishedAt && ` to ${longDay(episode.finishedAt)}`}
        {episode.dischargeReason && `. ${dischargeWords[episode.dischargeReason].label}`}
      </p>
    </li>
  );
}
