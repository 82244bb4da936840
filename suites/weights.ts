/** Weighted collections of moves that several suites use. */

import type { Walk } from '../harness/scenario/walk.ts';
import * as Fd from './descriptor-moves.ts';
import * as M from './moves.ts';
import { pollManyMove } from './poll-moves.ts';

export type Weighted = readonly (readonly [weight: number, (walk: Walk) => void])[];

/** The life of connections. */
export const CONNECTING: Weighted = [
  [2, M.socketMove],
  [1, M.pairMove],
  [2, M.bindMove],
  [2, M.listenMove],
  [5, M.connectMove],
  [4, M.acceptMove],
  [2, M.closeMove],
  [1, Fd.dupMove],
];

/** Bytes through connections. */
export const TRANSFER: Weighted = [
  [8, M.sendMove],
  [1, M.sendtoMove],
  [7, M.recvMove],
  [2, M.recvfromMove],
  [2, M.recvmsgMove],
  [2, M.writeMove],
  [2, M.readMove],
];

/** More bytes than there is room for. */
export const PRESSURE: Weighted = [
  [1, M.bufferMove],
  [2, M.largeSendMove],
  [1, M.drainMove],
];

/** Looking without touching. */
export const LOOKING: Weighted = [
  [3, Fd.pollMove],
  [1, pollManyMove],
  [2, Fd.nameMove],
  [2, Fd.optionMove],
  [1, Fd.flagsMove],
  [1, Fd.lengthMove],
];

/** Ends. */
export const ENDING: Weighted = [
  [3, M.shutdownMove],
  [3, M.closeMove],
  [1, Fd.nonblockMove],
];
