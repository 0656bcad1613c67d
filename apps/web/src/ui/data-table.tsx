import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface DataColumn<T> {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Heads its row for screen readers, and holds the link of the row. */
  head?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  align?: 'end';
}

export interface DataTableProps<T> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  rowTo?: (row: T) => string;
  /** Marks a row, such as one with a fault. */
  marked?: (row: T) => boolean;
}

/** A plain table with sunken heading; scrolls sideways by itself, never the page. */
export function DataTable<T>({ label, columns, rows, rowKey, rowTo, marked }: DataTableProps<T>) {
  const shape = (column: DataColumn<T>) =>
    `px-4 text-left ${column.wide ? 'max-lg:hidden' : ''} ${column.align === 'end' ? 'text-right' : ''}`;
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="overflow-x-auto" tabIndex={0} aria-label={label}>
      <table className="w-full border-collapse text-14" aria-label={label}>
        <thead className="bg-sunken text-12 text-ink-2">
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`h-10 font-semibold whitespace-nowrap ${shape(column)}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)} className={marked?.(row) ? 'bg-danger-soft' : 'hover:bg-canvas'}>
              {columns.map((column) => {
                const to = column.head ? rowTo?.(row) : undefined;
                const content = to ? (
                  <Link to={to} className="font-semibold text-ink underline-offset-2 hover:underline">
                    {column.cell(row)}
                  </Link>
                ) : (
                  column.cell(row)
                );
                const className = `h-12 py-2 ${shape(column)}`;
                return column.head ? (
                  <th key={column.key} scope="row" className={`font-semibold ${className}`}>
                    {content}
                  </th>
                ) : (
                  <td key={column.key} className={className}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
