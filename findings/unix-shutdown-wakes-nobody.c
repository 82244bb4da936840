/*
 * Whoever waits for room at an AF_UNIX socket is not woken when that socket is shut down.
 *
 *   cc -O0 unix-shutdown-wakes-nobody.c -o asleep && ./asleep
 *
 * A child sleeps in connect(2) on a full backlog, or in send(2) on a full queue of datagrams. The parent shuts the
 * other side down. A call that begins then fails at once (ECONNREFUSED, EPIPE); the child sleeps on, and nothing
 * that can still happen wakes it but the close of that socket, or a signal.
 *
 * Exit: 0 both are woken, 1 one is not, 4 cannot tell. No privilege is needed.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* The call that is looked at: 0, or the errno it failed with. */
static int ask(int type, int fd, const struct sockaddr_un *name, socklen_t length)
{
	int ret = type == SOCK_STREAM ? connect(fd, (const struct sockaddr *)name, length)
				      : (int)send(fd, "x", 1, MSG_NOSIGNAL);

	return ret < 0 ? errno : 0;
}

/* 1 if the sleeper is not woken, 0 if it is, 4 if it cannot be told. */
static int probe(const char *what, int type)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t length = sizeof(name.sun_family);
	int waited = socket(AF_UNIX, type, 0), sleeper = socket(AF_UNIX, type, 0);
	int other = socket(AF_UNIX, type, 0), status, fresh;
	pid_t child;

	/* The kernel chooses an abstract name. */
	if (bind(waited, (struct sockaddr *)&name, length) < 0)
		return 4;
	length = sizeof(name);
	if (getsockname(waited, (struct sockaddr *)&name, &length) < 0)
		return 4;
	if (type == SOCK_STREAM) {
		if (listen(waited, 0) < 0 || connect(other, (struct sockaddr *)&name, length) < 0)
			return 4;
		other = socket(AF_UNIX, type, 0);
	} else {
		if (connect(sleeper, (struct sockaddr *)&name, length) < 0 ||
		    connect(other, (struct sockaddr *)&name, length) < 0)
			return 4;
		while (send(other, "x", 1, MSG_DONTWAIT) == 1)
			;
	}
	child = fork();
	if (child < 0)
		return 4;
	if (child == 0)
		_exit(ask(type, sleeper, &name, length));
	pause_ms(300);
	if (waitpid(child, &status, WNOHANG) != 0)
		return 4;
	shutdown(waited, SHUT_RDWR);
	fresh = ask(type, other, &name, length);
	pause_ms(1000);
	if (waitpid(child, &status, WNOHANG) == child) {
		printf("%s: woken with %s\n", what, strerror(WEXITSTATUS(status)));
		return 0;
	}
	printf("%s: a call that begins now fails with \"%s\", the one that slept sleeps on\n", what, strerror(fresh));
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return 1;
}

int main(void)
{
	int connecting = probe("connect", SOCK_STREAM), sending = probe("send", SOCK_DGRAM);

	if (connecting == 4 || sending == 4)
		return 4;
	return connecting | sending;
}
