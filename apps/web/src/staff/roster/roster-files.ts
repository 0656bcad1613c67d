export interface RosterText {
  name: string;
  text: string;
}

const most = 2_000_000;

/** Reads what was chosen. @throws a sentence for the screen when it cannot be a roster */
export async function readRosterFiles(files: readonly File[]): Promise<RosterText[]> {
  if (files.length > 10) throw new RosterUnreadable('At most ten files at once. Nothing was read.');
  const large = files.find(({ size }) => size > most);
  if (large)
    throw new RosterUnreadable(`${large.name} is larger than 2 MB. Split it, and upload the parts together.`);
  try {
    return await Promise.all(
      files.map(async (file) => ({ name: file.name.slice(0, 200), text: await file.text() })),
    );
  } catch {
    throw new RosterUnreadable('This device could not read the file. Choose it again.');
  }
}

/** Its message is a sentence for the screen. */
export class RosterUnreadable extends Error {}

/** Hands a text to the person as a download. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
