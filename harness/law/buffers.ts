/** SO_SNDBUF and SO_RCVBUF: doubled, within limits, and further for who may force it. */

import * as S from '../abi/socket.ts';
import type { FdView } from './call.ts';
import type { SocketOption } from './operation.ts';
import { capableOverNetwork } from './permission.ts';
import { type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';
import type { BufferLimits } from './world.ts';

type BufferOption = 'SO_SNDBUF' | 'SO_RCVBUF' | 'SO_SNDBUFFORCE' | 'SO_RCVBUFFORCE';

const BUFFERS: readonly SocketOption[] = [
  ...(['SO_SNDBUF', 'SO_RCVBUF', 'SO_SNDBUFFORCE', 'SO_RCVBUFFORCE'] as const),
];
const FORCING: readonly SocketOption[] = ['SO_SNDBUFFORCE', 'SO_RCVBUFFORCE'];

export const isBuffer = (option: SocketOption): option is BufferOption => BUFFERS.includes(option);
const isForced = (option: SocketOption): boolean => FORCING.includes(option);

/** Which buffer it is, by the option that tells it. */
const bufferOf = (option: BufferOption): 'SO_SNDBUF' | 'SO_RCVBUF' =>
  option === 'SO_SNDBUF' || option === 'SO_SNDBUFFORCE' ? 'SO_SNDBUF' : 'SO_RCVBUF';

/** Half of the largest int, doubled. */
const LARGEST = 0x7fff_fffe;
/** Values of SO_SNDBUF that no system rounds up or cuts. */
const [PLAIN_LEAST, PLAIN_MOST] = [4096, 16_384] as const;
/** What a send buffer is told to be at first, and more: then it bounds no send that the law speaks of. */
const AMPLE = 212_992;

type Range = readonly [least: number, most: number];

const rangeOf = ({ send, receive }: BufferLimits, option: BufferOption): Range =>
  bufferOf(option) === 'SO_SNDBUF' ? send : receive;

/** What a buffer is told to be when it was set so. */
function toldWhen(limits: BufferLimits, option: BufferOption, value: number): number {
  const [least, most] = rangeOf(limits, option);
  // A negative value is a large one, unless it is forced.
  const doubled = isForced(option) ? 2 * Math.max(0, value) : value < 0 ? LARGEST : 2 * value;
  return Math.max(least, Math.min(doubled, isForced(option) ? LARGEST : most, LARGEST));
}

/** Reads one of the options as socket(7) has them. */
export function bufferWhen(
  { world }: State,
  socket: Socket,
  option: BufferOption,
  value: number,
): number {
  const { buffers } = world;
  if (
    buffers === undefined &&
    (option !== 'SO_SNDBUF' || value < PLAIN_LEAST || value > PLAIN_MOST)
  )
    throw new Unmodelled('buffers of unknown limits');
  const told = buffers === undefined ? 2 * value : toldWhen(buffers, option, value);
  if (bufferOf(option) === 'SO_RCVBUF' || socket.domain !== S.AF_UNIX) return told;
  if (told > 2 * PLAIN_MOST && told < AMPLE) throw new Unmodelled('send buffers');
  return told;
}

/** The send buffer of a socket that has set it, where it bounds what the law speaks of. */
export function sendBuffer({ options }: Pick<Socket, 'options'>): number | undefined {
  const told = options.get('SO_SNDBUF');
  return told === undefined || told > 2 * PLAIN_MOST ? undefined : told;
}

export function setBuffer(state: State, socket: Socket, option: BufferOption, value: number): void {
  socket.options.set(bufferOf(option), bufferWhen(state, socket, option, value));
}

type SetView = FdView<'setsockopt'>;

/** The law is silent of buffers that it does not know, and where nobody has set one. */
export function lookAtBuffer(view: SetView | FdView<'getsockopt'>): void {
  const { state, op, socket } = view;
  if (!isBuffer(op.option)) return;
  const force = state.world.buffers?.force;
  if (isForced(op.option) && force === undefined) throw new Unmodelled('nobody forces buffers');
  if ('value' in op) bufferWhen(state, socket, op.option, Number(op.value));
  else if (!isForced(op.option) && !socket.options.has(op.option))
    throw new Unmodelled('a buffer that nobody has set');
}

const R = {
  doubled: rule('buffer.doubled', 'X14', 'socket(7) SO_SNDBUF, SO_RCVBUF: doubled'),
  least: rule('buffer.least', 'X14', 'socket(7) SO_SNDBUF, SO_RCVBUF: the minimum'),
  most: rule('buffer.most', 'X14', 'socket(7): wmem_max, rmem_max'),
  forced: rule('buffer.forced', 'X14', 'socket(7) SO_SNDBUFFORCE, SO_RCVBUFFORCE'),
};

/** What a buffer that was set is told to be, and which rule that stands for. */
export function toldBuffer(
  { world }: State,
  socket: Socket,
  option: BufferOption,
): { readonly rule: Rule; readonly want: number } {
  const want = socket.options.get(bufferOf(option)) ?? 0;
  const range = world.buffers && rangeOf(world.buffers, option);
  if (range === undefined) return { rule: R.doubled, want };
  const [least, most] = range;
  if (want > most) return { rule: R.forced, want };
  return { rule: want === most ? R.most : want === least ? R.least : R.doubled, want };
}

export const setBufferRefusals: readonly Refusal<SetView>[] = [
  refusal(
    'setsockopt.force.denied',
    'EPERM',
    'X14',
    'socket(7) SO_SNDBUFFORCE, SO_RCVBUFFORCE: privileged (CAP_NET_ADMIN)',
    ({ state, op, me }) => {
      if (!isForced(op.option)) return false;
      return state.world.buffers?.force !== true || !capableOverNetwork(me, 'NET_ADMIN');
    },
  ),
];

export const toldBufferRefusals: readonly Refusal<FdView<'getsockopt'>>[] = [
  refusal(
    'getsockopt.force',
    'ENOPROTOOPT',
    'X14',
    'sock.c sk_getsockopt(); getsockopt(2) ERRORS ENOPROTOOPT',
    ({ op }) => isForced(op.option),
    { strength: 'exact' },
  ),
];
