/** Liars about sockets that one process was handed by another. */

import * as S from '../abi/socket.ts';
import { type Kernel, parseControl } from '../kernel/index.ts';
import { type Liars, liar, optionOf, success } from './lie.ts';

/** Descriptors that came with messages. */
export function received(kernel: Kernel) {
  const came = new Set<number>();
  const calls: Pick<Kernel, 'recvmsg' | 'close'> = {
    recvmsg: (fd, room, flags) => {
      const result = kernel.recvmsg(fd, room, flags);
      for (const { level, type, data } of parseControl(result.out.control))
        if (level === S.SOL_SOCKET && type === S.SCM_RIGHTS)
          for (let at = 0; at + 4 <= data.length; at += 4)
            came.add(Buffer.from(data).readInt32LE(at));
      return result;
    },
    close: (fd) => {
      came.delete(fd);
      return kernel.close(fd);
    },
  };
  return { came, calls };
}

export default {
  'listen-keeps-who-listened-first': liar(
    'peercred.connect.of-who-was-handed-the-socket',
    'clients of a listener that was handed on are told of who listened first, whoever listens since.',
    (kernel) => {
      const { came, calls } = received(kernel);
      return {
        ...{ ...kernel, ...calls },
        listen: (fd, backlog) =>
          came.has(fd) && optionOf(kernel, fd, S.SO_ACCEPTCONN) === 1
            ? success
            : kernel.listen(fd, backlog),
      };
    },
  ),
} satisfies Liars;
