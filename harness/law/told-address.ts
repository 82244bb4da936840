/** The address that accept and the receives tell: cut to the room for it, with its true length. */

import { nameLengthOf, nameTextOf } from './autobound-name.ts';
import { type Expectation, ifObserved, type Rule, rule } from './rule.ts';
import type { Socket } from './state.ts';

const cut = rule(
  'address.cut',
  'S48',
  'accept(2), recv(2): the address is truncated, addrlen says its true length',
  'posix',
);

const behind = rule(
  'address.behind',
  'S48',
  'net/socket.c move_addr_to_user(): the less of its length and of the room',
  'exact',
);

/** What is behind an address stays as it was; older traces were asked where there was less room than any takes. */
export function expectNothingBehind(rule: Rule = behind): Expectation {
  return { rule, name: 'spilled', want: ifObserved(0) };
}

/**
 * `space`: undefined where there is room for any, 0 where nobody asks (a null pointer). That there is no address, not
 * even a family, is told as a length of 0.
 */
export function expectAddress(
  rule: Rule,
  socket: Socket | 'nobody' | undefined,
  space: number | undefined,
): Expectation[] {
  if (space === 0) return [];
  const [length, address] =
    socket === 'nobody' ? [0, 'none'] : [nameLengthOf(socket), nameTextOf(socket)];
  if (space === undefined)
    return [
      { rule, name: 'length', want: length },
      { rule, name: 'address', want: address },
      expectNothingBehind(),
    ];
  const inside = space >= length;
  return [
    { rule: inside ? rule : cut, name: 'length', want: length },
    ...(inside ? [{ rule, name: 'address', want: address }] : []),
    ...(!inside && socket !== 'nobody' ? expectBeginning(cut, socket, space) : []),
    expectNothingBehind(inside ? behind : cut),
  ];
}

/** Family and name as far as there is room; a name that the kernel chose is known by sight alone. */
export function expectBeginning(
  rule: Rule,
  socket: Socket | undefined,
  space: number,
): Expectation[] {
  const name = socket?.name;
  if (socket?.autobound) return [];
  const path = name === undefined ? '' : name.kind === 'path' ? `${name.path}\0` : `\0${name.name}`;
  const bytes = Buffer.from(`\x01\0${path}`, 'latin1').subarray(0, space);
  return [{ rule, name: 'beginning', want: bytes.toString('hex') }];
}
