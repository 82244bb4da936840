/** Tests of the C program: it makes the calls that were logged, and sees when a result is another. */

import { describe, expect, test } from 'vitest';
import { MSG_DONTWAIT, SCM_RIGHTS, SOL_SOCKET } from '../abi/socket.ts';
import { buildControl, controlSpace, openKernel } from '../kernel/index.ts';
import { printCalls } from './c-calls.ts';
import { printProgram } from './c-program.ts';
import { compile } from './compile.ts';
import { type LoggedCall, logKernel } from './logged-kernel.ts';

function fdBytes(fd: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(fd);
  return bytes;
}

/** Calls with a bit of everything: a descriptor travels, and what came is written through. */
function someCalls(): LoggedCall[] {
  const { kernel, take } = logKernel(openKernel());
  const [a, b] = kernel.socketpair(1, 1, 0).out;
  const [reader, writer] = kernel.pipe2(0).out;
  const control = buildControl([{ level: SOL_SOCKET, type: SCM_RIGHTS, data: fdBytes(writer) }]);
  kernel.sendmsg(a, { data: Buffer.of(1, 2, 3), control }, 0);
  kernel.close(writer);
  const room = { size: 8, controlRoom: controlSpace(4), nameRoom: 0 };
  const received = kernel.recvmsg(b, room, 0).out.control;
  const landed = Buffer.from(received).readInt32LE(16);
  kernel.write(landed, Buffer.of(7));
  kernel.read(reader, 5);
  kernel.send(b, new Uint8Array(12), 0);
  kernel.poll([{ fd: a, events: 1 }], 0);
  kernel.recv(a, 64, MSG_DONTWAIT);
  kernel.recv(a, 64, MSG_DONTWAIT);
  kernel.getsockname(a, 128);
  kernel.getsockopt(a, SOL_SOCKET, 3, 4);
  kernel.poll(
    [a, b, -1].map((each) => ({ fd: each, events: 4 })),
    0,
  );
  const epoll = kernel.epoll_create1(0).ret;
  kernel.epoll_ctl(epoll, 1, b, { events: 1, data: 7n });
  const rights = buildControl([{ level: SOL_SOCKET, type: SCM_RIGHTS, data: fdBytes(reader) }]);
  const messages = [{ data: Buffer.of(1) }, { data: Buffer.of(2), control: rights }];
  kernel.sendmmsg(a, messages, 0);
  kernel.epoll_pwait(epoll, 4, 0);
  const [one] = kernel.recvmmsg(b, [room, room], MSG_DONTWAIT, [1, 0]).out;
  const twin = Buffer.from(one?.control ?? []).readInt32LE(16);
  kernel.epoll_pwait(epoll, 4, 0);
  for (const each of [a, b, reader, landed, epoll, twin]) kernel.close(each);
  return take();
}

function strangeIn(calls: readonly LoggedCall[]): number {
  using program = compile(printProgram([printCalls(calls) ?? []]), '/');
  return program.run(3).strange;
}

describe('the C program', () => {
  test('has the results that were logged, round after round', () => {
    expect(strangeIn(someCalls())).toBe(0);
  });

  test('tells of each round in which a result was another', () => {
    const calls = someCalls().map((call) => (call.name === 'send' ? { ...call, ret: 11 } : call));

    expect(strangeIn(calls)).toBe(3);
  });

  test('leaves out a scenario with a call that it cannot say', () => {
    const { kernel, take } = logKernel(openKernel());
    kernel.getgroups();

    expect(printCalls(take())).toBeUndefined();
  });
});
