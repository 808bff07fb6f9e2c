import {
  AliasNode,
  BinaryOperationNode,
  ColumnNode,
  IdentifierNode,
  JoinNode,
  OnConflictNode,
  OperationNodeTransformer,
  OperatorNode,
  QueryNode,
  RawNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
  ValueNode,
  ValuesNode,
} from 'kysely';
import type {
  ColumnUpdateNode,
  DeleteQueryNode,
  InsertQueryNode,
  KyselyPlugin,
  MergeQueryNode,
  OperationNode,
  QueryId,
  UpdateQueryNode,
} from 'kysely';

import { BorderUnclear } from './errors';

/**
 * The islands' own border, which holds when row-level security does not (CON-6, ACC-1, ADR 0006): every table that a statement reads,
 * changes or deletes from is narrowed to the rows of the unit, and a row of another one is not inserted. A statement of which that
 * cannot be said is not run.
 *
 * @throws BorderUnclear out of the statement's execution
 */
export function ownRows(unit: string): KyselyPlugin {
  const border = new Border(unit);
  return {
    transformQuery({ node, queryId }) {
      if (!QueryNode.is(node) && !RawNode.is(node)) throw new BorderUnclear(node.kind);
      return border.transformNode(node, queryId);
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

const UNIT = 'unit';

/** Before a table's name one of these stands; raw SQL may say what the builder cannot, and name no table. */
const NAMES_TABLE = /\b(from|join|into|update|using|table|truncate|copy|lock|do|call|execute)\b/i;

class Border extends OperationNodeTransformer {
  readonly #unit: string;

  constructor(unit: string) {
    super();
    this.#unit = unit;
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    return this.#narrow(super.transformSelectQuery(node, queryId), node.from?.froms);
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    const { table, from } = node;
    const tables = [...(table === undefined ? [] : [table]), ...(from?.froms ?? [])];
    return this.#narrow(super.transformUpdateQuery(node, queryId), tables);
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId?: QueryId): DeleteQueryNode {
    const tables = [...node.from.froms, ...(node.using?.tables ?? [])];
    return this.#narrow(super.transformDeleteQuery(node, queryId), tables);
  }

  /** In the join's own condition, so that a left join keeps the rows that find nothing. */
  protected override transformJoin(node: JoinNode, queryId?: QueryId): JoinNode {
    const join = super.transformJoin(node, queryId);
    const name = nameOf(node.table);
    if (name === undefined) return join;
    if (join.joinType !== 'InnerJoin' && join.joinType !== 'LeftJoin') throw new BorderUnclear(join.joinType);
    return JoinNode.cloneWithOn(join, this.#isOwn(name));
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    const { into, onConflict, ...insert } = super.transformInsertQuery(node, queryId);
    if (into === undefined || !this.#isOfUnit(insert)) throw new BorderUnclear('insert');
    if (onConflict?.updates === undefined) return { ...insert, into, ...(onConflict && { onConflict }) };
    const isOwn = this.#isOwn(into.table.identifier.name);
    return { ...insert, into, onConflict: OnConflictNode.cloneWithUpdateWhere(onConflict, isOwn) };
  }

  /** No row moves to another unit. */
  protected override transformColumnUpdate(node: ColumnUpdateNode, queryId?: QueryId): ColumnUpdateNode {
    if (!ColumnNode.is(node.column) || isUnit(node.column)) throw new BorderUnclear('update');
    return super.transformColumnUpdate(node, queryId);
  }

  protected override transformMergeQuery(node: MergeQueryNode): MergeQueryNode {
    throw new BorderUnclear(node.kind);
  }

  protected override transformRaw(node: RawNode, queryId?: QueryId): RawNode {
    if (NAMES_TABLE.test(node.sqlFragments.join(' '))) throw new BorderUnclear(node.kind);
    return super.transformRaw(node, queryId);
  }

  #narrow<T extends SelectQueryNode | UpdateQueryNode | DeleteQueryNode>(
    query: T,
    tables: readonly OperationNode[] = [],
  ): T {
    return tables
      .map(nameOf)
      .filter((name) => name !== undefined)
      .reduce((narrowed, name) => QueryNode.cloneWithWhere(narrowed, this.#isOwn(name)), query);
  }

  #isOwn(table: string): OperationNode {
    const unit = ReferenceNode.create(ColumnNode.create(UNIT), TableNode.create(table));
    return BinaryOperationNode.create(unit, OperatorNode.create('='), ValueNode.create(this.#unit));
  }

  /** Whether each row that is inserted says that it is the unit's. */
  #isOfUnit({ columns = [], values }: Pick<InsertQueryNode, 'columns' | 'values'>): boolean {
    const nth = columns.findIndex(isUnit);
    if (nth === -1 || values === undefined || !ValuesNode.is(values)) return false;
    return values.values.every((row) => {
      if (row.kind === 'PrimitiveValueListNode') return row.values[nth] === this.#unit;
      const value = row.values[nth];
      return value !== undefined && ValueNode.is(value) && value.value === this.#unit;
    });
  }
}

const isUnit = ({ column }: ColumnNode): boolean => column.name === UNIT;

/** By what name the statement calls the table; undefined for a query in brackets, which is narrowed itself. */
function nameOf(node: OperationNode): string | undefined {
  if (TableNode.is(node)) return node.table.identifier.name;
  if (!AliasNode.is(node)) throw new BorderUnclear(node.kind);
  if (SelectQueryNode.is(node.node)) return undefined;
  if (TableNode.is(node.node) && IdentifierNode.is(node.alias)) return node.alias.name;
  throw new BorderUnclear(node.node.kind);
}
