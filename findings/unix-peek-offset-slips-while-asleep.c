/*
 * A peek that sleeps because its SO_PEEK_OFF lies beyond what is there looks at other bytes when it wakes.
 * Exit 0: the byte at the offset comes. Exit 1: another does. Exit 2: it could not be tried.
 *
 *   cc -o peek-offset unix-peek-offset-slips-while-asleep.c && ./peek-offset
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SO_PEEK_OFF
#define SO_PEEK_OFF 42
#endif

int main(void)
{
	int s[2], offset = 6, status;
	char seen[3] = "";
	ssize_t got;
	pid_t sender;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0 ||
	    setsockopt(s[1], SOL_SOCKET, SO_PEEK_OFF, &offset, sizeof offset) < 0)
		return perror("SO_PEEK_OFF"), 2;
	/* Three bytes in two messages: all of them are before the offset. */
	if (send(s[0], "ab", 2, 0) != 2 || send(s[0], "c", 1, 0) != 1)
		return perror("send"), 2;
	sender = fork();
	if (sender == 0) {
		usleep(200 * 1000);
		_exit(send(s[0], "defg", 4, 0) != 4);
	}
	got = recv(s[1], seen, 2, MSG_PEEK);
	if (sender < 0 || waitpid(sender, &status, 0) < 0 || status != 0 || got < 0)
		return perror("recv"), 2;
	printf("from byte 6 of \"abcdefg\": %zd, \"%s\"\n", got, seen);
	return got != 1 || strcmp(seen, "g") != 0;
}
