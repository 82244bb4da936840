/*
 * listen(2) on a connected AF_UNIX socket says that it succeeded, and the socket does not listen.
 *
 *   cc linux-6.16-listen-while-connected.c -o listen && ./listen
 *
 * One end of a pair is given a name, and told to listen: EINVAL, as listen(2) says of a socket that is connected.
 *
 * Exit: 0 it is refused, 1 it is said to have succeeded, 4 cannot tell. No privilege is needed.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int pair[2], listens = -1;
	socklen_t length = sizeof(listens);

	/* The kernel chooses an abstract name. */
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 ||
	    bind(pair[0], (struct sockaddr *)&name, sizeof(name.sun_family)) < 0)
		return 4;
	if (listen(pair[0], 1) < 0) {
		if (errno != EINVAL)
			return 4;
		puts("refused");
		return 0;
	}
	if (getsockopt(pair[0], SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) < 0)
		return 4;
	printf("it is said to have succeeded, and the socket %s\n", listens ? "listens" : "does not listen");
	return 1;
}
