const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export type DayRead = { day: string } | { message: string; hint: string };

/** A calendar day as `YYYY-MM-DD`; for anything else what is wrong with it and how it is probably meant. */
export function readDay(written: string): DayRead {
  const message = `${written} is not a date`;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (iso) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
    if (exists(year, month, day) && year >= 1900) return { day: written };
    return { message, hint: whyNot(year, month, day).trim() || 'Is the year right?' };
  }
  const other = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(written);
  if (!other) return { message, hint: 'Write it as year-month-day, for example 2026-11-30.' };

  const [first, second, year] = [Number(other[1]), Number(other[2]), Number(other[3])];
  const dayFirst = exists(year, second, first) ? isoOf(year, second, first) : undefined;
  const monthFirst = exists(year, first, second) ? isoOf(year, first, second) : undefined;
  const meant = [...new Set([dayFirst, monthFirst].filter((day) => day !== undefined))];
  if (meant.length > 0) return { message, hint: `Write it as ${meant.join(' or ')}.` };
  const [month, day] = second <= 12 ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1)
    return { message, hint: 'Write it as year-month-day, for example 2026-11-30.' };
  return {
    message,
    hint: `${whyNot(year, month, day)}Write it as ${isoOf(year, month, lastDay(year, month))}.`,
  };
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const exists = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
const isoOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function whyNot(year: number, month: number, day: number): string {
  if (month < 1 || month > 12) return `There is no month ${month}. `;
  if (day > lastDay(year, month)) {
    const which = month === 2 ? `February ${year}` : months[month - 1];
    return `${which} has ${lastDay(year, month)} days. `;
  }
  return '';
}
