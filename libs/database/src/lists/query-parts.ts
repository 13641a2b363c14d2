/** The conditions of a query and their bound values: input of a client never becomes SQL text. */
export class QueryParts {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Adds a value and returns its placeholder. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  and(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** The same conditions and values, to which others can be added. */
  copy(): QueryParts {
    const copy = new QueryParts();
    copy.values.push(...this.values);
    copy.conditions.push(...this.conditions);
    return copy;
  }

  get where(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }
}
