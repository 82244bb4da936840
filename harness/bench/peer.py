"""The peer: a Hypothesis state machine over Python's sockets; prints operations per second as JSON.

It does what our channel walks do, and judges it with a model of two byte queues: pairs, sends, receives,
shutdowns, closes.
"""

import json
import socket
import sys
import time

from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

operations = 0


class Channel(RuleBasedStateMachine):
    @initialize()
    def pair(self):
        global operations
        operations += 1
        self.ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        for end in self.ends:
            end.setblocking(False)
        self.queues = [b"", b""]
        self.shut = [False, False]

    @rule(end=st.integers(0, 1), data=st.binary(min_size=1, max_size=64))
    def send(self, end, data):
        global operations
        operations += 1
        try:
            sent = self.ends[end].send(data)
        except BrokenPipeError:
            assert self.shut[end]
            return
        assert not self.shut[end] and sent == len(data)
        self.queues[1 - end] += data

    @rule(end=st.integers(0, 1), size=st.integers(1, 64))
    def recv(self, end, size):
        global operations
        operations += 1
        try:
            data = self.ends[end].recv(size)
        except BlockingIOError:
            assert self.queues[end] == b"" and not self.shut[1 - end]
            return
        assert data == self.queues[end][:size]
        self.queues[end] = self.queues[end][len(data):]

    @rule(end=st.integers(0, 1))
    def shutdown(self, end):
        global operations
        operations += 1
        self.ends[end].shutdown(socket.SHUT_WR)
        self.shut[end] = True

    def teardown(self):
        global operations
        for end in getattr(self, "ends", ()):
            operations += 1
            end.close()


def main():
    examples = int(sys.argv[1])
    chosen = settings(
        max_examples=examples,
        stateful_step_count=20,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    began = time.perf_counter()
    cpu = time.process_time()
    run_state_machine_as_test(Channel, settings=chosen)
    seconds = time.perf_counter() - began
    cpu = time.process_time() - cpu
    print(json.dumps({"operations": operations, "seconds": seconds, "cpu": cpu}))


main()
