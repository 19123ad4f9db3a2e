"""How the benchmark speaks with those that it measures itself against."""

import sys


def serve(version, rate):
    """Prints the version, then answers each line of standard input, "hidden width layers batch length seconds", by "steps
    processor-seconds", which `rate` gives for a shape and seconds; and "memory" by this process's peak in kilobytes."""
    print(version, flush=True)
    for line in sys.stdin:
        if line.strip() == "memory":
            status = open("/proc/self/status").read()
            print(status.split("VmHWM:")[1].split()[0], flush=True)
            continue
        *shape, seconds = line.split()
        print(*rate(tuple(map(int, shape)), float(seconds)), flush=True)
