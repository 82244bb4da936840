/** A copy of a state that may be changed without the state being changed. */

import { deserialize, serialize } from 'node:v8';
import type { State } from './state.ts';

export function copyOf(state: State): State {
  const copy = deserialize(serialize({ ...state, world: undefined })) as State;
  return { ...copy, world: state.world };
}
