/*
 * A cycle of sockets in flight that the kernel never collects.
 *
 *   cc -O0 unix-gc-missed-cycle.c -o missed && ./missed
 *
 * Three sockets R, M and B lie in each other's receive queues: R in M's, M in B's, M in R's, B in M's. All
 * descriptors are closed, so nobody can reach them (clause R29). A pipe's writing end lies in one of the queues:
 * once the sockets are collected, the reading end hangs up. With the two messages of M sent in the other order
 * (-o) the same graph is collected.
 *
 * Exit: 0 collected, 1 never collected, 4 cannot tell. No privilege is needed. On an affected kernel each run
 * loses three sockets and a pipe until the next boot.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { R, M, B, SOCKETS };

/* Puts descriptor fd into the receive queue of socket `to`, through its peer. */
static int put(int pair[SOCKETS][2], int fd, int to)
{
	union { struct cmsghdr header; char room[CMSG_SPACE(sizeof(int))]; } control;
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1,
				  .msg_control = &control, .msg_controllen = sizeof(control) };

	memset(&control, 0, sizeof(control));
	control.header.cmsg_len = CMSG_LEN(sizeof(int));
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return sendmsg(pair[to][1], &message, 0) == 1 ? 0 : -1;
}

int main(int argc, char **argv)
{
	int other_order = argc > 1 && strcmp(argv[1], "-o") == 0;
	int pair[SOCKETS][2], ends[2], i;
	struct pollfd reader;

	for (i = 0; i < SOCKETS; i++)
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair[i]) < 0)
			return 4;
	if (pipe(ends) < 0)
		return 4;
	if (put(pair, pair[R][0], M) < 0 ||
	    put(pair, pair[M][0], other_order ? R : B) < 0 ||
	    put(pair, pair[M][0], other_order ? B : R) < 0 ||
	    put(pair, pair[B][0], M) < 0 ||
	    put(pair, ends[1], R) < 0)
		return 4;
	close(ends[1]);
	for (i = 0; i < SOCKETS; i++) {
		close(pair[i][0]);
		close(pair[i][1]);
	}
	/* The collector comes when a socket is released: give it three occasions. */
	for (i = 0; i < 3; i++)
		close(socket(AF_UNIX, SOCK_STREAM, 0));
	reader.fd = ends[0];
	reader.events = 0;
	if (poll(&reader, 1, 2000) == 1 && (reader.revents & POLLHUP)) {
		puts("collected: the pipe has hung up");
		return 0;
	}
	puts("never collected: the pipe has not hung up after 2 s");
	return 1;
}
