interface Named {
  id: string;
  name: string;
}

/** Controls that would turn the order of the words around; they do nothing on screen here. */
const turning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;

export const inert = (text: string): string => text.replace(turning, '');

const letter = /[\p{L}\p{N}]/u;

/** The person whose name stands at `start`, the longest name first; a name ends where a word ends. */
function nameAt(text: string, start: number, people: readonly Named[]): Named | null {
  for (const person of [...people].sort((a, b) => b.name.length - a.name.length)) {
    const end = start + person.name.length;
    if (text.slice(start, end).toLowerCase() !== person.name.toLowerCase()) continue;
    if (!letter.test(text.charAt(end))) return person;
  }
  return null;
}

export interface Part {
  text: string;
  /** Set for "@Wren". */
  personId: string | null;
}

/** Cuts a text at its mentions. */
export function partsOf(text: string, people: readonly Named[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const preceded = at > 0 && letter.test(text.charAt(at - 1));
    const person = preceded ? null : nameAt(text, at + 1, people);
    if (!person) continue;
    if (at > from) parts.push({ text: text.slice(from, at), personId: null });
    const end = at + 1 + person.name.length;
    parts.push({ text: text.slice(at, end), personId: person.id });
    from = end;
    at = end - 1;
  }
  if (from < text.length) parts.push({ text: text.slice(from), personId: null });
  return parts;
}

/** Whom a text mentions, once each. */
export const mentionsIn = (text: string, people: readonly Named[]): string[] => [
  ...new Set(partsOf(text, people).flatMap((part) => part.personId ?? [])),
];

/** What is being typed after an "@" just before the caret: where it begins and the letters so far. */
export function mentionBefore(text: string, caret: number): { start: number; query: string } | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || (start > 0 && letter.test(text.charAt(start - 1)))) return null;
  const query = text.slice(start + 1, caret);
  return query.length <= 40 && !/[\n@]/.test(query) ? { start, query } : null;
}

/** People whose name, or a word of it, begins so. */
export function suggestionsFor<T extends Named>(query: string, people: readonly T[]): T[] {
  const wanted = query.toLowerCase();
  return people
    .filter(({ name }) => {
      const lower = name.toLowerCase();
      return lower.startsWith(wanted) || lower.split(/\s+/u).some((word) => word.startsWith(wanted));
    })
    .slice(0, 6);
}
