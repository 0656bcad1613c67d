import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { EntryFrame } from './entry-frame.js';

/** A screen that breaks takes neither Help nor what is kept on this device with it. */
export class UnlessBroken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  return (
    <EntryFrame
      title="This screen broke"
      text="It is our fault, not yours. Words you had not sent are kept on this device, and Help works."
    >
      <Button onPress={() => window.location.assign('/')}>To the start</Button>
    </EntryFrame>
  );
}
