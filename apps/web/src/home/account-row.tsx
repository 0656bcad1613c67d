import { Settings2 } from 'lucide-react';
import { IconRound, Row } from '../ui/card.js';

export function AccountRow() {
  return (
    <Row
      to="/you"
      lead={
        <IconRound>
          <Settings2 />
        </IconRound>
      }
      title="You and this device"
      text="Passphrase, appearance, signing out"
    />
  );
}
