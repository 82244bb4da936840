import { expect, test } from 'vitest';
import { Coverage } from '../../judge/coverage.ts';
import { foresee } from '../../judge/fixtures/foresee.ts';
import { stockPlace } from '../../scenario/fixtures/place.ts';
import { parseScenario } from '../../scenario/text.ts';

const ACTOR = 'actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}\n';
const PAIR = '[s0, s1] = socketpair(AF_UNIX, SOCK_STREAM, 0)\n';
const SOCKET = 's0 = socket(AF_UNIX, SOCK_STREAM, 0)\n';
const PIDFDS = `${PAIR}setsockopt(s1, SO_PASSPIDFD, 1)\n`;
const PIPE = '[s6, s7] = pipe2(0)\n';
const NODE = 'become({uid 1000/1000/1000 gid 0/0/0 groups [] caps none})\n';

/** Situations and the same without what makes them one; the last step is asked. */
const CASES: readonly (readonly [note: string, there: string, notThere: string])[] = [
  [
    'recvmsg.rights.in-order',
    `${PAIR}${PIPE}sendmsg(s0, 1, 0, 0, [rights[s6, s7]])\n[s2, s3] = recvmsg(s1, 1, 0, 64)`,
    `${PAIR}${PIPE}sendmsg(s0, 1, 0, 0, [rights[s6]])\n[s2] = recvmsg(s1, 1, 0, 64)`,
  ],
  [
    'send.rights.without-a-byte',
    `${PAIR}${PIPE}sendmsg(s0, 0, 0, 0, [rights[s6]])`,
    `${PAIR}${PIPE}sendmsg(s0, 1, 0, 0, [rights[s6]])`,
  ],
  [
    'peercred.unchanged',
    `${PAIR}${NODE}getsockopt(s0, SO_PEERCRED, 12)`,
    `${PAIR}getsockopt(s0, SO_PEERCRED, 12)`,
  ],
  [
    'bind.abstract.freed',
    `${SOCKET}bind(s0, abstract:"n")\nclose(s0)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, abstract:"n")`,
    `${SOCKET}bind(s0, abstract:"m")\nclose(s0)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, abstract:"n")`,
  ],
  [
    'bind.path.refused-before',
    `${SOCKET}bind(s0, path:"p0")\nbind(s0, path:"p1")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, path:"p1")`,
    `${SOCKET}bind(s0, path:"p0")\nbind(s0, path:"p2")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, path:"p1")`,
  ],
  [
    'bind.path.after-unlink',
    `${SOCKET}bind(s0, path:"p0")\nunlink("p0")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, path:"p0")`,
    `${SOCKET}bind(s0, path:"p0")\nclose(s0)\nunlink("p0")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nbind(s1, path:"p0")`,
  ],
  [
    'connect.last-place',
    `${SOCKET}bind(s0, abstract:"n")\nlisten(s0, 0)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nconnect(s1, abstract:"n")`,
    `${SOCKET}bind(s0, abstract:"n")\nlisten(s0, 1)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nconnect(s1, abstract:"n")`,
  ],
  [
    'connect.after-refusal',
    `${SOCKET}bind(s0, abstract:"n")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nconnect(s1, abstract:"n")\nlisten(s0, 1)\nconnect(s1, abstract:"n")`,
    `${SOCKET}bind(s0, abstract:"n")\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nlisten(s0, 1)\nconnect(s1, abstract:"n")`,
  ],
  [
    'bind.port.maker-is-another',
    `s0 = socket(AF_INET, SOCK_STREAM, 0)\n${NODE}bind(s0, inet:127.0.0.1:80)`,
    `${NODE}s0 = socket(AF_INET, SOCK_STREAM, 0)\nbind(s0, inet:127.0.0.1:80)`,
  ],
  [
    'recvmsg.creds.again',
    `${PAIR}setsockopt(s1, SO_PASSCRED, 1)\nsend(s0, 4, 0, 0)\nrecvmsg(s1, 2, 0, 64)\nrecvmsg(s1, 2, 0, 64)`,
    `${PAIR}setsockopt(s1, SO_PASSCRED, 1)\nsend(s0, 4, 0, 0)\nsend(s0, 4, 1, 0)\nrecvmsg(s1, 4, 0, 64)`,
  ],
  [
    'recvmsg.pidfd.again',
    `${PIDFDS}send(s0, 4, 0, 0)\nrecvmsg(s1, 2, 0, 64)\nrecvmsg(s1, 2, 0, 64)`,
    `${PIDFDS}send(s0, 4, 0, 0)\nrecvmsg(s1, 2, 0, 64)\nrecvmsg(s1, 2, 0, 16)`,
  ],
  [
    'recvmsg.pidfd.peeked',
    `${PIDFDS}send(s0, 4, 0, 0)\nrecvmsg(s1, 2, MSG_PEEK, 64)`,
    `${PAIR}send(s0, 4, 0, 0)\nsetsockopt(s1, SO_PASSPIDFD, 1)\nrecvmsg(s1, 2, MSG_PEEK, 64)`,
  ],
  [
    'recvmsg.pidfd.claimed',
    `${PIDFDS}sendmsg(s0, 4, 0, 0, [creds(1, 0, 0)])\nrecvmsg(s1, 2, 0, 64)`,
    `${PIDFDS}sendmsg(s0, 4, 0, 0, [creds(pid(0), 5, 5)])\nrecvmsg(s1, 2, 0, 64)`,
  ],
  [
    'getsockopt.from-the-listener',
    `${SOCKET}bind(s0, abstract:"n")\nlisten(s0, 1)\nsetsockopt(s0, SO_PASSCRED, 1)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nconnect(s1, abstract:"n")\ns2 = accept4(s0, 0)\ngetsockopt(s2, SO_PASSCRED, 4)`,
    `${SOCKET}bind(s0, abstract:"n")\nlisten(s0, 1)\ns1 = socket(AF_UNIX, SOCK_STREAM, 0)\nconnect(s1, abstract:"n")\ns2 = accept4(s0, 0)\nsetsockopt(s2, SO_PASSCRED, 1)\ngetsockopt(s2, SO_PASSCRED, 4)`,
  ],
];

function notesOf(text: string): string[] {
  return foresee(stockPlace, parseScenario(ACTOR + text), new Coverage()).at(-1) ?? [];
}

test.each(CASES)('%s is noted where it happens, and nowhere else', (note, there, notThere) => {
  expect(notesOf(there)).toContain(note);
  expect(notesOf(notThere)).not.toContain(note);
});
