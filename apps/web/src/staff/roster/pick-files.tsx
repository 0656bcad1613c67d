import { FileUp, Upload } from 'lucide-react';
import { DropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components';
import { Button, type ButtonTone } from '../../ui/index.js';

export interface PickFilesProps {
  onFiles: (files: File[]) => void;
  pending?: boolean;
}

interface PickButtonProps extends PickFilesProps {
  label: string;
  tone?: ButtonTone;
}

/** Opens the device's file picker. */
export function PickFilesButton({ onFiles, pending = false, label, tone = 'primary' }: PickButtonProps) {
  return (
    <FileTrigger
      allowsMultiple
      acceptedFileTypes={['.csv', 'text/csv', 'text/plain']}
      onSelect={(files) => files && files.length > 0 && onFiles([...files])}
    >
      <Button tone={tone} icon={Upload} pending={pending}>
        {label}
      </Button>
    </FileTrigger>
  );
}

/** A place to drop files on (or to paste them), with a button for everybody else. */
export function DropFiles({ onFiles, pending = false }: PickFilesProps) {
  const drop = async (items: FileDropItem[]) => {
    const files = await Promise.all(items.map((item) => item.getFile()));
    if (files.length > 0 && !pending) onFiles(files);
  };
  return (
    <DropZone
      className="flex flex-col items-center rounded-feature border-2 border-dashed border-line-strong bg-surface px-6 py-12 text-center data-[drop-target]:border-pine data-[drop-target]:bg-pine-soft data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-(--focus)"
      onDrop={(event) => void drop(event.items.filter((item) => item.kind === 'file'))}
    >
      <span
        aria-hidden
        className="mb-3 inline-flex size-12 items-center justify-center rounded-full bg-sunken text-ink-2"
      >
        <FileUp className="size-6" />
      </span>
      <Text slot="label" className="text-17 font-semibold">
        <span className="lg:hidden">Choose the roster</span>
        <span className="max-lg:hidden">Drop the roster here, or choose it</span>
      </Text>
      <p className="mt-1 mb-4 max-w-md text-14 text-ink-2">
        A CSV file as a spreadsheet saves it, or several at once. It is checked first; nothing is saved until
        you bring it in, and then all of it or nothing.
      </p>
      <PickFilesButton label="Choose a file" onFiles={onFiles} pending={pending} />
    </DropZone>
  );
}
