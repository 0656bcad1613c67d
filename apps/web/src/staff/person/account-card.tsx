import { KeyRound, Link2, Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, Card, CardTitle, longDay, roleName, untilWords } from '../../ui/index.js';
import { accountWords } from '../care-words.js';
import { Fact, Facts } from '../facts.js';
import { ReasonSheet } from '../reason-sheet.js';
import { useRefreshCare } from '../staff-queries.js';
import { ChangeRoleSheet } from './change-role-sheet.js';
import { InvitationSheet } from './invitation-sheet.js';
import type { PersonCardProps } from './person-card.js';
import { RenewCredentialSheet } from './renew-credential-sheet.js';

type Asking = 'invitation' | 'disable' | 'enable' | 'role' | 'credential';

export function AccountCard({ person, rights, onDone }: PersonCardProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const params = { id: person.id };
  const { label, text } = accountWords[person.account];
  const change = async (operation: 'people.disable' | 'people.enable', reason: string, done: string) => {
    await call(operation, { params, body: { reason } });
    await refresh();
    onDone(done);
  };
  const some =
    rights.invite || rights.disable || rights.enable || rights.changeRole || rights.renewCredential;
  return (
    <Card>
      <CardTitle>Account</CardTitle>
      <Facts>
        <Fact name="State">
          <span className="font-semibold">{label}</span>. {text}
        </Fact>
        <Fact name="E-mail">{person.email}</Fact>
        <Fact name="Role">{roleName(person.role)}</Fact>
        {person.credentialExpiresOn && (
          <Fact name="Credential">Until {longDay(person.credentialExpiresOn)}</Fact>
        )}
        {person.invitation && (
          <Fact name="Open link">Works once, until {untilWords(person.invitation.expiresAt)}</Fact>
        )}
      </Facts>
      {some && (
        <div className="mt-4 flex flex-wrap gap-2">
          {rights.invite && (
            <Button
              tone={person.account === 'active' ? 'outline' : 'primary'}
              icon={person.account === 'active' ? KeyRound : Link2}
              onPress={() => setAsking('invitation')}
            >
              {person.account === 'active' ? 'Link for a new passphrase' : 'Make an invitation link'}
            </Button>
          )}
          {rights.changeRole && (
            <Button tone="outline" onPress={() => setAsking('role')}>
              Change role
            </Button>
          )}
          {rights.renewCredential && (
            <Button tone="outline" onPress={() => setAsking('credential')}>
              {person.credentialExpiresOn ? 'Renew the credential' : 'Enter a credential'}
            </Button>
          )}
          {rights.disable && (
            <Button tone="danger-soft" icon={Lock} onPress={() => setAsking('disable')}>
              Close the account
            </Button>
          )}
          {rights.enable && (
            <Button tone="outline" icon={LockOpen} onPress={() => setAsking('enable')}>
              Open the account again
            </Button>
          )}
        </div>
      )}
      {asking === 'invitation' && <InvitationSheet person={person} onClose={close} />}
      {asking === 'role' && <ChangeRoleSheet person={person} onDone={onDone} onClose={close} />}
      {asking === 'credential' && <RenewCredentialSheet person={person} onDone={onDone} onClose={close} />}
      {asking === 'disable' && (
        <ReasonSheet
          title={`Close the account of ${person.legalName}?`}
          submit="Close the account"
          tone="danger"
          onClose={close}
          onSubmit={(reason) =>
            change('people.disable', reason, 'The account is closed. They are signed out everywhere.')
          }
        >
          <p>
            They are signed out everywhere within two seconds, and open links stop working. What they wrote
            stays. You can open the account again.
          </p>
        </ReasonSheet>
      )}
      {asking === 'enable' && (
        <ReasonSheet
          title={`Open the account of ${person.legalName} again?`}
          submit="Open again"
          onClose={close}
          onSubmit={(reason) =>
            change(
              'people.enable',
              reason,
              'The account is open again. They sign in with their old passphrase.',
            )
          }
        >
          <p>
            They sign in with the passphrase they had. If they no longer know it, make a link for a new one.
          </p>
        </ReasonSheet>
      )}
    </Card>
  );
}
