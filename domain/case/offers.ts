import type { Reader, Role } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import type { Action } from '../kernel/step';
import { mayOnlyName, partsOf } from './access';
import { actionTable } from './areas';
import { decide } from './decide';
import type { Asking } from './examples';
import { exampleNarratives, examples } from './examples';
import type { CaseState } from './state';

/** One action, whether it can be done now, by whom, and what stands in the way (WRK-2). */
export interface Offer {
  readonly action: string;
  readonly possible: boolean;
  readonly by: readonly Role[];
  readonly obstacles: readonly Obstacle[];
}

/**
 * What can be done with the case now, by whom, and for what cannot, the rules that stand in the way (WRK-2):
 * `decide`, asked for each action. For somebody who may not see the case there is nothing to ask (CON-6), and one who may
 * only name staff in it is offered that (ACC-3).
 */
export function offers(state: CaseState, reader: Reader, asking: Asking): readonly Offer[] {
  const onlyNames = mayOnlyName(state, asking.unit, reader);
  if (!onlyNames && partsOf(state, asking.unit, reader).length === 0) return [];
  return Object.entries(actionTable)
    .filter(([, rule]) => (onlyNames ? rule.names === true : rule.opens !== 'only'))
    .map(([action, rule]) => {
      const obstacles = nearest(state, action, reader, asking);
      return { action, by: rule.by, possible: obstacles.length === 0, obstacles };
    });
}

/** What stands in the way of the example that comes nearest to being let through; nothing for one that is. */
function nearest(state: CaseState, action: string, reader: Reader, asking: Asking): readonly Obstacle[] {
  const context: Context = { ...asking, commandId: 'offer', actor: { kind: 'person', ...reader } };
  let best: readonly Obstacle[] | undefined;
  for (const tried of triedOf(state, action, asking)) {
    const decision = decide(state, tried, context);
    if (decision.ok) return [];
    const { obstacles } = decision.refusal;
    if (best === undefined || obstacles.length < best.length) best = obstacles;
  }
  return best ?? [];
}

/** Every example, told with the narratives that the action asks for, and without. */
function triedOf(state: CaseState, name: string, asking: Asking): readonly Action[] {
  const bodies = examples[name]?.(state, asking) ?? [{}];
  const notes = (exampleNarratives[name] ?? []).map((field) => ({ noteId: '', field }));
  const told = notes.length === 0 ? [[]] : [notes, []];
  return bodies.flatMap((body) => told.map((said) => ({ name, body, notes: said })));
}
