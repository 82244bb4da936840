/** IPv6 addresses as text. */

/** The canonical text of eight groups of hexadecimal digits (RFC 5952), by the rules of the URL parser. */
export function inet6Text(groups: readonly string[]): string {
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
