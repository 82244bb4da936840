/** Promise 2: a socket inode can be looked at, but never opened. */

import type { Suite } from '../../harness/run/property.ts';
import { creationOfInodes, modeBeforeBind } from './birth.ts';
import { givenAway } from './chown.ts';
import { filesOfSockets, listOfSockets, throughDescriptors } from './descriptors.ts';
import { filesByTheirOwnIds } from './file-ids.ts';
import { everyCallAlike } from './names.ts';
import { neverOpened, neverReopened, pathOnly, permissionFirst } from './opening.ts';
import { filesAcross, ownersAcross } from './owners.ts';
import {
  connectNeedsWrite,
  namesMoveSocketsStay,
  pathsAsAnyOther,
  stickyDirectories,
  walkOfInodes,
} from './paths.ts';
import { readOnlyMounts } from './read-only.ts';
import { fromWhereOneIs } from './relative.ts';

export const socketInodes: Suite = {
  id: 'socket-inodes',
  title: 'Socket inodes can be looked at, never opened',
  text: 'A socket bound to a pathname appears in the file system and can be stat’ed, but open never opens it.',
  properties: [
    creationOfInodes,
    modeBeforeBind,
    givenAway,
    neverOpened,
    neverReopened,
    permissionFirst,
    pathOnly,
    connectNeedsWrite,
    namesMoveSocketsStay,
    pathsAsAnyOther,
    fromWhereOneIs,
    stickyDirectories,
    everyCallAlike,
    filesByTheirOwnIds,
    readOnlyMounts,
    walkOfInodes,
    ownersAcross,
    throughDescriptors,
    filesOfSockets,
    filesAcross,
    listOfSockets,
  ],
};
