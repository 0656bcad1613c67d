import { Modal } from '@heroui/react';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';
import { IconButton } from './button.js';

export interface SheetProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  subtitle?: ReactNode;
  children: ReactNode;
  /** Stays at the lower edge: the buttons. */
  footer?: ReactNode;
  /** `side`: at the right edge on a desktop. A phone always gets a sheet from below. */
  place?: 'centre' | 'side';
  /** False while something is under way or must be answered. */
  dismissable?: boolean;
}

/** Traps focus, returns it, closes on Esc. */
export function Sheet({
  open,
  onClose,
  title,
  subtitle,
  children,
  footer,
  place = 'centre',
  dismissable = true,
}: SheetProps) {
  const shape =
    place === 'side'
      ? 'lg:ml-auto lg:mr-0 lg:h-full lg:max-h-none lg:max-w-md lg:rounded-none lg:rounded-l-sheet'
      : 'lg:my-auto lg:max-w-lg lg:rounded-sheet';
  return (
    <Modal.Backdrop
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
    >
      <Modal.Container
        placement="bottom"
        className={`p-0 sm:w-full sm:p-0 ${place === 'side' ? '' : 'lg:p-8'}`}
      >
        <Modal.Dialog
          className={`mx-auto flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-none rounded-t-sheet border-line bg-surface p-0 max-lg:max-w-2xl ${shape}`}
        >
          <span aria-hidden className="mx-auto mt-2 h-1.5 w-11 shrink-0 rounded-full bg-line lg:hidden" />
          <header className="flex items-start justify-between gap-3 px-5 pt-3 pb-3 lg:pt-5">
            <div className="min-w-0">
              <Heading slot="title" className="text-20 font-bold wrap-anywhere">
                {title}
              </Heading>
              {subtitle && <p className="mt-0.5 text-14 text-ink-2">{subtitle}</p>}
            </div>
            {dismissable && (
              <IconButton
                label="Close"
                icon={X}
                onPress={onClose}
                className="shrink-0 rounded-full bg-sunken"
              />
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
