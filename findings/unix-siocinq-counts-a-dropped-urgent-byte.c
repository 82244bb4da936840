/*
 * SIOCINQ counts an urgent byte that was dropped, for ever: the queue is empty, and it says that a byte waits.
 * Exit 0: it says 0. Exit 1: it does not. Exit 2: no out-of-band data here.
 *
 *   cc -o inq unix-siocinq-counts-a-dropped-urgent-byte.c && ./inq
 */
#include <errno.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int main(void)
{
	int s[2], waits = -1;
	char byte;
	ssize_t got;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0 || send(s[0], "u", 1, MSG_OOB) != 1)
		return perror("send MSG_OOB"), 2;
	/* A receive at the mark drops the byte that nobody has asked for. */
	got = recv(s[1], &byte, 1, MSG_DONTWAIT);
	if (got >= 0 || errno != EAGAIN)
		printf("recv: %zd\n", got);
	if (ioctl(s[1], SIOCINQ, &waits) < 0)
		return perror("SIOCINQ"), 2;
	printf("recv says EAGAIN, SIOCINQ says %d\n", waits);
	return waits != 0;
}
