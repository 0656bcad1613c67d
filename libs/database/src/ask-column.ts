import pg from 'pg';

export interface Prepared {
  /** Under which each connection keeps it: one text, one name. */
  name: string;
  text: string;
  values: unknown[];
}

/** What pg calls while an answer comes. */
interface DataRow {
  fields: Array<string | null>;
}

/** What pg does to a connection when it sends a prepared statement. */
interface Wire {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: unknown): void;
  bind(values: unknown): void;
  describe(portal: unknown): void;
  execute(portal: unknown): void;
  close(statement: unknown): void;
  sync(): void;
  flush(): void;
}

/** The same connection for whoever knows what comes: nothing is described. */
class Undescribed implements Wire {
  constructor(private readonly wire: Wire) {}

  get parsedStatements() {
    return this.wire.parsedStatements;
  }

  get submittedNamedStatements() {
    return this.wire.submittedNamedStatements;
  }

  parse(statement: unknown): void {
    this.wire.parse(statement);
  }

  bind(values: unknown): void {
    this.wire.bind(values);
  }

  describe(): void {}

  execute(portal: unknown): void {
    this.wire.execute(portal);
  }

  close(statement: unknown): void {
    this.wire.close(statement);
  }

  sync(): void {
    this.wire.sync();
  }

  flush(): void {
    this.wire.flush();
  }
}

/** Of pg's own query; its types leave it out. */
const { prepare } = pg.Query.prototype as unknown as { prepare: (this: pg.Query, wire: Wire) => void };

/** Leaves out what a row with named columns costs: no description is asked for or read, and no object made of one. */
class ColumnQuery extends pg.Query {
  readonly column: Array<string | null> = [];
  readonly name: string;

  constructor({ name, text, values }: Prepared) {
    // Text and values by themselves: settings in an object would be copied property by property, at 9 µs each time.
    super(text, values);
    this.name = name;
  }

  prepare(wire: Wire): void {
    prepare.call(this, new Undescribed(wire));
  }

  handleDataRow({ fields }: DataRow): void {
    this.column.push(fields[0] ?? null);
  }
}

/** For the statement that is asked for most. @returns its one column as PostgreSQL writes it, a text for each row. */
export async function askColumn(pool: pg.Pool, statement: Prepared): Promise<Array<string | null>> {
  const query = new ColumnQuery(statement);
  // The types say that a query is returned at once; a pool returns a promise for it.
  await (pool.query(query) as unknown as Promise<unknown>);
  return query.column;
}
