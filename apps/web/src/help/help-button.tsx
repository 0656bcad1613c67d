import { LifeBuoy } from 'lucide-react';
import { Button } from '../ui/button.js';
import { useHelp } from './help-context.js';

/** Stands top right on a phone and in the rail of a desktop. */
export function HelpButton({ className = '', wide = false }: { className?: string; wide?: boolean }) {
  const { open } = useHelp();
  return (
    <Button
      tone="help-soft"
      icon={LifeBuoy}
      className={`${wide ? 'w-full justify-start' : 'rounded-full'} ${className}`}
      aria-keyshortcuts="Alt+Shift+H"
      onPress={open}
    >
      {wide ? 'Crisis help' : 'Help'}
    </Button>
  );
}
