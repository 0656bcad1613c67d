import { useState } from 'react';
import { useKept } from '../live/live-context.js';
import { useMe } from '../session/use-session.js';
import { chooseTheme, chosenTheme, type ThemeChoice } from '../theme/theme.js';
import { Button } from '../ui/button.js';
import { Card, CardTitle } from '../ui/card.js';
import { Choice } from '../ui/field.js';
import { roleName } from '../ui/names.js';
import { Page } from '../ui/page.js';
import { DevicesCard } from './devices-card.js';
import { PasswordCard } from './password-card.js';
import { SignOutSheet } from './sign-out-sheet.js';

export function AccountPage() {
  const me = useMe();
  const kept = useKept();
  const [theme, setTheme] = useState<ThemeChoice>(chosenTheme);
  const [leaving, setLeaving] = useState(false);
  const change = (choice: ThemeChoice) => {
    chooseTheme(choice);
    setTheme(choice);
  };
  return (
    <Page
      title={me.name}
      over={roleName(me.role)}
      subtitle={me.email}
      width="narrow"
      actions={
        <Button tone="outline" onPress={() => setLeaving(true)}>
          Sign out
        </Button>
      }
    >
      <div className="space-y-4">
        <Card>
          <Choice
            label="Appearance"
            value={theme}
            onChange={change}
            options={[
              { value: 'system', label: 'As this device' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </Card>
        <PasswordCard />
        <DevicesCard />
        <Card>
          <CardTitle>What this device keeps</CardTitle>
          <p className="mt-1 text-14 text-ink-2">
            {kept
              ? 'Drafts and words that could not be sent yet, encrypted, until you sign out. The crisis lines. Nothing else.'
              : 'Nothing right now: it does not take anything. Drafts and words that could not be sent yet are gone when you close or reload this page.'}
          </p>
        </Card>
      </div>
      <SignOutSheet open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}
